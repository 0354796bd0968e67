import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { Checkpoint } from "../../src/experiment/checkpoint.js";
import { emptyScatter } from "../../src/experiment/scatter.js";
import { readRepetition } from "../../src/node/repetition-files.js";
import {
  type LoopOptions,
  type RunningRepetition,
  runRepetition,
} from "../../src/node/repetition-loop.js";
import { beginRun, claimFolder, type RunFolder } from "../../src/node/run-folder.js";
import { smallExperiment, smallResult } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const EPOCHS = 20;
const parent = temporaryFolder();
let count = 0;
let folder: RunFolder;
let path: string;
let clock: number;
/** Epochs trained since the last checkpoint each, in order. */
let trained: number[];

beforeEach(async () => {
  const run = join(parent, `run${count++}`);
  claimFolder(run);
  folder = await beginRun(run, smallExperiment);
  path = join(run, "checkpoints", "005.ckpt");
  clock = 0;
  trained = [];
});

/** A repetition that only counts; an epoch takes a second. */
async function begin(checkpoint?: Checkpoint): Promise<RunningRepetition> {
  let epoch = (checkpoint?.state as number | undefined) ?? 0;
  return {
    restarts: 2,
    score: undefined,
    get epoch() {
      return epoch;
    },
    get done() {
      return epoch === EPOCHS;
    },
    runEpoch() {
      epoch++;
      clock += 1000;
      trained.push(epoch);
    },
    checkpoint: () => ({ state: epoch, arrays: {} }),
    result: () => smallResult(5),
  };
}

const options = (changes: Partial<LoopOptions> = {}): LoopOptions => ({
  folder,
  repetition: 5,
  checkpointEvery: 1000,
  stopRequested: () => false,
  onProgress: () => {},
  begin,
  now: () => clock,
  ...changes,
});

test("a repetition runs to its end, and its results are in place", async () => {
  const outcome = await runRepetition(options());
  expect(outcome).toMatchObject({ type: "finished", summary: { repetition: 5, restarts: 3 } });
  expect(trained).toHaveLength(EPOCHS);
  expect(await readRepetition(folder, 5)).toEqual({
    ...smallResult(5),
    scatter: emptyScatter(),
  });
});

test("a request to stop is met within an epoch, and nothing is trained twice after it", async () => {
  const stopped = await runRepetition(options({ stopRequested: () => trained.length === 7 }));
  expect(stopped).toMatchObject({ type: "stopped", progress: { epoch: 7, restarts: 2 } });
  expect(existsSync(path)).toBe(true);
  await runRepetition(options());
  expect(trained).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1));
  expect(existsSync(path)).toBe(false);
});

test("checkpoints are made in the interval asked for", async () => {
  const failing = async (checkpoint?: Checkpoint) => {
    const repetition = await begin(checkpoint);
    const { runEpoch } = repetition;
    repetition.runEpoch = () => {
      if (repetition.epoch === 12) throw new Error("killed");
      runEpoch();
    };
    return repetition;
  };
  await expect(runRepetition(options({ checkpointEvery: 5, begin: failing }))).rejects.toThrow(
    "killed",
  );
  trained = [];
  await runRepetition(options());
  expect(trained[0]).toBe(11);
});

test("progress is told at the beginning and then five times a second", async () => {
  const epochs: number[] = [];
  let now = 0;
  await runRepetition(
    options({ now: () => (now += 50), onProgress: ({ epoch }) => epochs.push(epoch) }),
  );
  expect(epochs).toEqual([0, 4, 8, 12, 16, 20]);
});

test("a damaged checkpoint is an error, not a new beginning", async () => {
  mkdirSync(join(folder.path, "checkpoints"));
  writeFileSync(path, "not a checkpoint");
  await expect(runRepetition(options())).rejects.toThrow(`the checkpoint ${path} is damaged`);
  expect(trained).toEqual([]);
});
