import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { experimentHash } from "../../src/experiment/hash.js";
import { BadInput, Failure } from "../../src/node/errors.js";
import {
  beginRun,
  claimFolder,
  continueRun,
  defaultFolder,
  finishedRepetitions,
  openRunFolder,
  runState,
} from "../../src/node/run-folder.js";
import { version } from "../../src/node/version.js";
import { smallExperiment } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const parent = temporaryFolder();
let count = 0;
let path: string;
beforeEach(() => {
  path = join(parent, `run${count++}`);
});

const begin = async () => {
  claimFolder(path);
  return await beginRun(path, smallExperiment);
};
const edit = (name: string, change: (document: Record<string, unknown>) => void) => {
  const document = JSON.parse(readFileSync(join(path, name), "utf8"));
  change(document);
  writeFileSync(join(path, name), JSON.stringify(document));
};

test("the folder of a run is named after the experiment and its hash", () => {
  expect(defaultFolder(smallExperiment, "0123456789abcdef")).toBe(join("runs", "small-01234567"));
});

test("a run that was begun can be opened and continued", async () => {
  const folder = await begin();
  const hash = await experimentHash(smallExperiment);
  expect(folder).toEqual({ path, experiment: smallExperiment, hash, version });
  expect(await openRunFolder(path)).toEqual(folder);
  expect(await continueRun(path, smallExperiment)).toEqual(folder);
  expect(readdirSync(path).sort()).toEqual(["experiment.json", "run.json"]);
});

test("a run grows to more repetitions, does not shrink, and keeps its name", async () => {
  await begin();
  const wanted = { ...smallExperiment, name: "other", repetitions: 5 };
  expect((await continueRun(path, wanted)).experiment).toEqual({
    ...smallExperiment,
    repetitions: 5,
  });
  expect((await continueRun(path, smallExperiment)).experiment.repetitions).toBe(5);
  expect((await openRunFolder(path)).experiment.repetitions).toBe(5);
});

test("a folder with another experiment is refused, saying what differs", async () => {
  await begin();
  const other = { ...smallExperiment, epochs: 77 };
  await expect(continueRun(path, other)).rejects.toThrow(BadInput);
  await expect(continueRun(path, other)).rejects.toThrow("epochs: 30 in the folder, 77 in yours");
});

test("a folder begun with another version is refused", async () => {
  await begin();
  edit("run.json", (about) => {
    about.version = "0.0.1";
  });
  await expect(continueRun(path, smallExperiment)).rejects.toThrow("begun with infoplane 0.0.1");
});

test("an experiment changed by hand after the run began is refused", async () => {
  await begin();
  edit("experiment.json", (document) => {
    document.epochs = 31;
  });
  await expect(openRunFolder(path)).rejects.toThrow(Failure);
  await expect(openRunFolder(path)).rejects.toThrow("was changed after the run began");
});

test("files that are no JSON, or no experiment, are named", async () => {
  await begin();
  edit("experiment.json", (document) => {
    document.epoch = 31;
  });
  await expect(openRunFolder(path)).rejects.toThrow("experiment.json is no valid experiment");
  writeFileSync(join(path, "experiment.json"), "{");
  await expect(openRunFolder(path)).rejects.toThrow(`${join(path, "experiment.json")} is damaged`);
});

test("a folder that is none of a run is refused", async () => {
  await expect(openRunFolder(path)).rejects.toThrow("there is no such folder");
  mkdirSync(path);
  await expect(openRunFolder(path)).rejects.toThrow(BadInput);
});

test("a folder with files of someone else is not taken", () => {
  mkdirSync(path);
  writeFileSync(join(path, "thesis.tex"), "");
  expect(() => claimFolder(path)).toThrow(BadInput);
  expect(() => claimFolder(path)).toThrow("thesis.tex");
});

test("a folder is taken that is new, empty, or was left when a run had barely begun", () => {
  claimFolder(path);
  claimFolder(path);
  for (const name of ["run.json", "lock", ".experiment.json.tmp"]) {
    writeFileSync(join(path, name), "");
  }
  claimFolder(path);
});

test("the state counts what is finished and what has a checkpoint", async () => {
  const folder = await begin();
  expect(runState(folder)).toEqual({ repetitions: 2, finished: 0, started: 0, pid: null });
  for (const name of ["010", "002", "1000", ".003.tmp"]) {
    mkdirSync(join(path, "repetitions", name), { recursive: true });
  }
  mkdirSync(join(path, "checkpoints"));
  for (const name of ["002.ckpt", "003.ckpt", ".004.ckpt.tmp"]) {
    writeFileSync(join(path, "checkpoints", name), "");
  }
  expect(finishedRepetitions(path)).toEqual([2, 10, 1000]);
  expect(runState(folder)).toMatchObject({ finished: 3, started: 1 });
});
