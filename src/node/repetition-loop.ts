import { join } from "node:path";
import type { Checkpoint } from "../experiment/checkpoint.js";
import type { Repetition } from "../experiment/repetition.js";
import { makeFolder } from "./atomic.js";
import { readCheckpoint, writeCheckpoint } from "./checkpoint-file.js";
import type { RepetitionProgress, RepetitionSummary } from "./protocol.js";
import { writeRepetition } from "./repetition-files.js";
import { checkpointPath, type RunFolder } from "./run-folder.js";

const PROGRESS_EVERY_MS = 200;

/** What the loop needs of a repetition. */
export type RunningRepetition = Pick<
  Repetition,
  "epoch" | "restarts" | "done" | "score" | "runEpoch" | "checkpoint" | "result"
>;

export interface LoopOptions {
  folder: RunFolder;
  repetition: number;
  /** Seconds of work between two checkpoints. */
  checkpointEvery: number;
  /** Asked after every epoch. */
  stopRequested(): boolean;
  onProgress(progress: RepetitionProgress): void;
  /** Makes the repetition, from its beginning or from a checkpoint. */
  begin(checkpoint?: Checkpoint): Promise<RunningRepetition>;
  /** Milliseconds; for tests. */
  now?(): number;
}

export type LoopOutcome =
  | { type: "finished"; summary: RepetitionSummary }
  | { type: "stopped"; progress: RepetitionProgress };

/**
 * Runs one repetition to its end, from its checkpoint if there is one, and writes its results; or
 * until a stop is requested, and writes a checkpoint. The results do not depend on where it was
 * stopped. Throws Failure when a file cannot be read or written, TrainingError.
 */
export async function runRepetition(options: LoopOptions): Promise<LoopOutcome> {
  const { folder, checkpointEvery, now = () => performance.now() } = options;
  const index = options.repetition;
  const path = checkpointPath(folder.path, index);
  const owner = { hash: folder.hash, version: folder.version, repetition: index };
  const repetition = await options.begin(readCheckpoint(path, owner));

  const save = () => {
    makeFolder(join(folder.path, "checkpoints"));
    writeCheckpoint(path, owner, repetition.checkpoint());
  };
  const progress = (): RepetitionProgress => ({
    repetition: index,
    epoch: repetition.epoch,
    restarts: repetition.restarts,
    trainAccuracy: repetition.score?.trainAccuracy,
  });

  let saved = now();
  let reported = now();
  options.onProgress(progress());
  while (!repetition.done) {
    if (options.stopRequested()) {
      save();
      return { type: "stopped", progress: progress() };
    }
    repetition.runEpoch();
    const time = now();
    if (time - reported >= PROGRESS_EVERY_MS) {
      reported = time;
      options.onProgress(progress());
    }
    if (time - saved >= checkpointEvery * 1000 && !repetition.done) {
      save();
      saved = now();
    }
  }

  const result = repetition.result();
  writeRepetition(folder, result);
  return {
    type: "finished",
    summary: {
      repetition: index,
      restarts: result.restarts,
      trainAccuracy: result.training.trainAccuracy.at(-1) ?? Number.NaN,
      testAccuracy: result.training.testAccuracy.at(-1) ?? Number.NaN,
    },
  };
}
