import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { parseExperiment } from "../../src/experiment/parse.js";
import type { Stage } from "../../src/experiment/records.js";
import { emptyScatter } from "../../src/experiment/scatter.js";
import { Failure } from "../../src/node/errors.js";
import {
  readRepetition,
  readRun,
  removeSpentCheckpoints,
  writeRepetition,
} from "../../src/node/repetition-files.js";
import { beginRun, claimFolder, type RunFolder } from "../../src/node/run-folder.js";
import { version } from "../../src/node/version.js";
import { smallExperiment, smallResult } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const parent = temporaryFolder();
let count = 0;
let folder: RunFolder;
beforeEach(async () => {
  const path = join(parent, `run${count++}`);
  claimFolder(path);
  folder = await beginRun(path, smallExperiment);
});

test("a repetition comes back as it was written", async () => {
  writeRepetition(folder, smallResult(1));
  expect(await readRepetition(folder, 1)).toEqual({ ...smallResult(1), scatter: emptyScatter() });
  expect(readdirSync(join(folder.path, "repetitions", "001")).sort()).toEqual([
    "information.parquet",
    "layers.parquet",
    "repetition.json",
    "training.parquet",
  ]);
});

test("diagnostics come back as they were written, where the experiment asks for them", async () => {
  const path = join(parent, `run${count++}`);
  claimFolder(path);
  const asking = await beginRun(path, { ...smallExperiment, diagnostics: true });
  const about = { epoch: Int32Array.of(0, 5), stage: ["training", "training"] as Stage[] };
  const layer = ["T1", "T2"];
  const result = {
    ...smallResult(1),
    units: {
      ...{ ...about, layer, unit: Int32Array.of(1, 2) },
      entropy: Float64Array.of(1, 0.5),
      labelInformation: Float64Array.of(0.25, 0),
    },
    geometry: {
      ...{ ...about, layer, withinClass: Float64Array.of(1, 2) },
      betweenClasses: Float64Array.of(3, Number.NaN),
      partitionCosine: Float64Array.of(0.5, Number.NaN),
    },
  };
  writeRepetition(asking, result);
  expect(await readRepetition(asking, 1)).toEqual({ ...result, scatter: emptyScatter() });
});

test("a repetition says on its own what it is of", () => {
  writeRepetition(folder, smallResult(1));
  const about = JSON.parse(
    readFileSync(join(folder.path, "repetitions", "001", "repetition.json"), "utf8"),
  );
  const { experiment, ...rest } = about;
  expect(rest).toEqual({ repetition: 1, seed: 0, restarts: 3, version, hash: folder.hash });
  expect({ ...parseExperiment(experiment), repetitions: 2 }).toEqual(smallExperiment);
});

test("a repetition is the same bytes however many there are", () => {
  writeRepetition(folder, smallResult(1));
  const path = join(folder.path, "repetitions", "001");
  const read = () => readdirSync(path).map((name) => readFileSync(join(path, name), "hex"));
  const first = read();
  const more = { ...folder, path: join(folder.path, "more") };
  more.experiment = { ...smallExperiment, repetitions: 50 };
  writeRepetition(more, smallResult(1));
  const other = join(more.path, "repetitions", "001");
  expect(readdirSync(other).map((name) => readFileSync(join(other, name), "hex"))).toEqual(first);
});

test("the finished repetitions of a run are read in order", async () => {
  writeRepetition(folder, smallResult(1));
  writeRepetition(folder, smallResult(0));
  const run = await readRun(folder.path);
  expect(run.repetitions.map(({ repetition }) => repetition)).toEqual([0, 1]);
  expect(run).toMatchObject({ experiment: smallExperiment, version });
});

test("a run with nothing finished says how to go on", async () => {
  await expect(readRun(folder.path)).rejects.toThrow(`infoplane resume ${folder.path}`);
});

test("a truncated or missing table is named", async () => {
  writeRepetition(folder, smallResult(0));
  const path = join(folder.path, "repetitions", "000", "training.parquet");
  truncateSync(path, 60);
  await expect(readRepetition(folder, 0)).rejects.toThrow(Failure);
  await expect(readRepetition(folder, 0)).rejects.toThrow(`${path} is damaged`);
});

test("a repetition of another experiment is refused", async () => {
  writeRepetition({ ...folder, hash: "other" }, smallResult(0));
  await expect(readRepetition(folder, 0)).rejects.toThrow("is not of this run");
});

test("a repetition of another version is refused, naming both and the way out", async () => {
  writeRepetition({ ...folder, version: "0.0.9" }, smallResult(0));
  await expect(readRun(folder.path)).rejects.toThrow(Failure);
  await expect(readRun(folder.path)).rejects.toThrow(
    new RegExp(`infoplane 0\\.0\\.9, but this run is of infoplane ${version}.*resume`),
  );
});

test("the checkpoint goes when the result is there, the folder with the last one", () => {
  const checkpoints = join(folder.path, "checkpoints");
  mkdirSync(checkpoints);
  for (const name of ["000.ckpt", "001.ckpt"]) writeFileSync(join(checkpoints, name), "");
  writeRepetition(folder, smallResult(0));
  expect(readdirSync(checkpoints)).toEqual(["001.ckpt"]);
  removeSpentCheckpoints(folder.path);
  expect(existsSync(checkpoints)).toBe(true);
  writeRepetition(folder, smallResult(1));
  writeFileSync(join(checkpoints, "001.ckpt"), "left by a process killed after the result");
  removeSpentCheckpoints(folder.path);
  expect(existsSync(checkpoints)).toBe(false);
});
