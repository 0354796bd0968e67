import { CommanderError } from "commander";
import { BoundsError } from "../bounds/errors.js";
import { ThreeLayerError } from "../bounds/three-layer/parse.js";
import { ExperimentError } from "../experiment/parse.js";
import { BadInput, Failure, Interrupted } from "../node/errors.js";

/** 0 done, 1 failed, 2 bad input, 130 stopped with Ctrl-C (128 + SIGINT, as shells have it). */
export function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isBadInput(error)) return 2;
  if (error instanceof Interrupted) return 130;
  return 1;
}

/**
 * What to print for an error; undefined when there is nothing to add. Stack traces only with
 * INFOPLANE_DEBUG=1.
 */
export function explain(error: unknown, environment = process.env): string | undefined {
  if (
    error instanceof CommanderError &&
    (error.exitCode === 0 || error.code === "commander.help")
  ) {
    return undefined;
  }
  if (!(error instanceof Error)) return `infoplane: ${String(error)}`;
  if (environment.INFOPLANE_DEBUG === "1") return chain(error);
  const message = error.message.replace(/^error: /, "");
  const expected =
    error instanceof CommanderError ||
    isBadInput(error) ||
    error instanceof Failure ||
    error instanceof Interrupted;
  return expected
    ? `infoplane: ${message}`
    : `infoplane: unexpected error: ${message}\nThis is a fault of infoplane; INFOPLANE_DEBUG=1 shows where it happened.`;
}

const isBadInput = (error: unknown) =>
  [BadInput, ExperimentError, BoundsError, ThreeLayerError].some((kind) => error instanceof kind);

function chain(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${chain(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
