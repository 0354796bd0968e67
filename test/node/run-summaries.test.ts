import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { BadInput } from "../../src/node/errors.js";
import { writeRepetition } from "../../src/node/repetition-files.js";
import { beginRun, claimFolder } from "../../src/node/run-folder.js";
import { findRuns } from "../../src/node/run-summaries.js";
import { writeSummary } from "../../src/node/summary-files.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { smallExperiment, smallResult } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const parent = temporaryFolder();
let count = 0;
let root: string;
beforeEach(() => {
  root = join(parent, `case${count++}`);
  mkdirSync(root);
});

async function makeRun(name: string, finished = true): Promise<string> {
  const path = join(root, name);
  claimFolder(path);
  const folder = await beginRun(path, smallExperiment);
  if (finished) writeRepetition(folder, smallResult(0));
  return path;
}

function makeSummary(...parts: string[]): string {
  const folder = join(root, ...parts);
  const results = { experiment: smallExperiment, version: "0.1.0", repetitions: [smallResult(1)] };
  writeSummary(summariseRun(results), folder);
  return folder;
}

const folders = async (...paths: string[]) => (await findRuns(paths)).map(({ folder }) => folder);

describe("findRuns", () => {
  it("takes a run and a summary as they are, each once", async () => {
    const run = await makeRun("run");
    const summary = makeSummary("summary");
    expect(await folders(run, summary, run)).toEqual([run, summary]);
    const [first, second] = await findRuns([run, summary]);
    expect(first.summary.repetitions.map(({ repetition }) => repetition)).toEqual([0]);
    expect(second.summary.repetitions.map(({ repetition }) => repetition)).toEqual([1]);
  });

  it("takes the runs in a folder, in the order of their names, but those that have nothing yet", async () => {
    const runs = [await makeRun("b"), await makeRun("a")];
    await makeRun("c", false);
    writeFileSync(join(root, "notes.txt"), "");
    expect(await folders(root)).toEqual(runs.reverse());
  });

  it("takes the summaries of a study rather than its runs", async () => {
    await makeRun("preset");
    const summary = makeSummary("summaries", "preset");
    expect(await folders(root)).toEqual([summary]);
  });

  it("refuses a folder without runs, and says what would be right", async () => {
    await makeRun("c", false);
    await expect(findRuns([root])).rejects.toThrow(BadInput);
    await expect(findRuns([root])).rejects.toThrow(`${root} holds no run`);
    await expect(findRuns([join(root, "none")])).rejects.toThrow("there is no folder");
  });
});
