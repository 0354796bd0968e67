import { MemoryError } from "../engine/arena.js";
import { TrainingError } from "../experiment/repetition.js";
import { Failure } from "./errors.js";
import type { WorkerFailure } from "./protocol.js";

/** An error in the form in which a worker posts it. */
export function describeFailure(error: unknown): WorkerFailure {
  if (!(error instanceof Error)) return { kind: "bug", message: String(error) };
  const { message, stack } = error;
  if (error instanceof TrainingError) return { kind: "training", message, stack };
  const foreseen = error instanceof Failure || error instanceof MemoryError;
  return { kind: foreseen ? "failure" : "bug", message, stack };
}
