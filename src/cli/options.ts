import { type Command, InvalidArgumentError } from "commander";

/** Parser of an option that takes a whole number from `minimum` on. */
export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(value) || value < minimum) {
      throw new InvalidArgumentError(`Expected a whole number from ${minimum} on.`);
    }
    return value;
  };
}

/** Parser of an option that takes a number of seconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("Expected a number of seconds, 0 or more.");
  }
  return value;
}

/** Parser of an option that may be given several times. */
export const collect = (text: string, former: string[] = []): string[] => [...former, text];

/** The options that `run` and `resume` share, to be added last; see ExecuteOptions. */
export function withExecuteOptions(command: Command): Command {
  return command
    .option("--data <folder>", "folder with the files of the data set (MNIST)")
    .option("--checkpoint-every <seconds>", "work between two checkpoints (default: 10)", seconds)
    .option("--no-report", "do not write report.html and the figures")
    .option("--json", "print the results as one JSON object")
    .option("-q, --quiet", "no progress");
}
