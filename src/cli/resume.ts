import { Command } from "commander";
import { openRunFolder } from "../node/run-folder.js";
import { type ExecuteOptions, execute } from "./execute.js";
import { wholeNumber, withExecuteOptions } from "./options.js";

/** `infoplane resume`: goes on with the run in a folder. */
export function resumeCommand(): Command {
  const command = new Command("resume")
    .description("go on with a run that was stopped or killed, or add repetitions to it")
    .argument("<folder>", "folder of the run (see infoplane list)")
    .option("-r, --repetitions <n>", "how many repetitions there shall be in all", wholeNumber(1))
    .option("-w, --workers <n>", "worker threads (default: one per core)", wholeNumber(1));
  return withExecuteOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  infoplane resume runs/syn-tanh-8bit-0123abcd
  infoplane resume runs/syn-tanh-8bit-0123abcd --repetitions 50`,
    )
    .action(async (path: string, options: ExecuteOptions & { repetitions?: number }) => {
      const { experiment } = await openRunFolder(path);
      const repetitions = options.repetitions ?? experiment.repetitions;
      await execute({ ...experiment, repetitions }, { ...options, out: path });
    });
}
