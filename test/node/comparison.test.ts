import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { compareSummaries, readForComparison, writeComparison } from "../../src/node/comparison.js";
import { BadInput } from "../../src/node/errors.js";
import { writeRepetition } from "../../src/node/repetition-files.js";
import { beginRun, claimFolder } from "../../src/node/run-folder.js";
import { writeSummary } from "../../src/node/summary-files.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const small: SyntheticOptions = { layers: 2, repetitions: 2, epochs: 50, every: 5 };
const results = syntheticResults(small);
const summary = summariseRun(results);

async function makeRun(name: string, finished: number): Promise<string> {
  const path = join(folder, name);
  claimFolder(path);
  const run = await beginRun(path, results.experiment);
  for (const one of results.repetitions.slice(0, finished)) writeRepetition(run, one);
  return path;
}

describe("readForComparison", () => {
  it("gives the same of a run and of its summary", async () => {
    const path = join(folder, "summary");
    writeSummary(summary, path);
    const { scatter: _, version: __, ...own } = await readForComparison(path);
    const {
      scatter: ___,
      version: ____,
      ...run
    } = await readForComparison(await makeRun("whole", 2));
    expect(run).toEqual(own);
  });

  it("refuses what is neither, and runs that are not finished unless asked for", async () => {
    await expect(readForComparison(folder)).rejects.toThrow(BadInput);
    const half = await makeRun("half", 1);
    await expect(readForComparison(half)).rejects.toThrow(
      /1 of 2 repetitions are there.*--unfinished/,
    );
    expect((await readForComparison(half, { unfinished: true })).repetitions).toHaveLength(1);
    const none = await makeRun("none", 0);
    await expect(readForComparison(none, { unfinished: true })).rejects.toThrow(BadInput);
  });
});

describe("writeComparison", () => {
  const other = summariseRun(syntheticResults({ ...small, prefit: 20 }));
  const compared = compareSummaries(summary, other);

  it("writes one page, or a folder with the figures, the same bytes each time", () => {
    const runs = { a: summary, b: other };
    const file = join(folder, "deep", "page.html");
    expect(writeComparison(runs, compared, file)).toEqual([file]);
    const out = join(folder, "out");
    expect(writeComparison(runs, compared, out)[0]).toBe(join(out, "comparison.html"));
    expect(readFileSync(file)).toEqual(readFileSync(join(out, "comparison.html")));
    expect(readdirSync(join(out, "figures")).sort()).toEqual([
      ...["difference-curves.csv", "difference-curves.svg", "difference-curves.tex"],
      ...["planes.csv", "planes.svg", "planes.tex"],
    ]);
  });

  it("says where the experiments differ", () => {
    expect(compared.differences.join()).toMatch(/^prefit: absent in A, .* in B/);
    expect(() => compareSummaries({ ...summary, phases: undefined }, other)).toThrow(BadInput);
  });
});

describe("infoplane compare", () => {
  it("takes two folders and prints a help with examples", () => {
    const command = createProgram().commands.find((one) => one.name() === "compare")!;
    expect(command.usage()).toBe("[options] <A> <B>");
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    expect(help).toContain("--json");
    expect(help).toContain("infoplane compare results/syn-tanh-8bit results/syn-relu-8bit");
  });
});
