import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../src/node/errors.js";
import { writeReport } from "../../src/node/report.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

const small = { layers: 3, repetitions: 2, epochs: 50 };
const filesOf = (name: string) => [`${name}.csv`, `${name}.svg`, `${name}.tex`];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infoplane-report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writeReport", () => {
  it("writes the page and the figures, and nothing else", async () => {
    const paths = await writeReport(syntheticResults(small), folder);
    expect(paths[0]).toBe(join(folder, "report.html"));
    expect(readdirSync(folder).sort()).toEqual(["figures", "report.html"]);
    expect(readdirSync(join(folder, "figures")).sort()).toEqual([
      ...filesOf("chosen-repetitions"),
      ...filesOf("gradients-and-weights"),
      ...filesOf("information-curves"),
      ...filesOf("information-plane"),
      ...filesOf("output-layer"),
      ...filesOf("phases"),
      ...filesOf("repetition-grid"),
      ...filesOf("training-curves"),
    ]);
    expect(paths.every((path) => statSync(path).size > 1000)).toBe(true);
  });

  it("gives the same bytes for the same results", async () => {
    const again = join(folder, "again");
    const first = await writeReport(syntheticResults(small), folder);
    const second = await writeReport(syntheticResults(small), again);
    first.forEach((path, index) => {
      expect(readFileSync(path).equals(readFileSync(second[index]))).toBe(true);
    });
  });

  it("writes the same from a summary, but for the grid of repetitions", async () => {
    const results = syntheticResults(small);
    const whole = await writeReport(results, folder);
    const less = await writeReport(summariseRun(results), join(folder, "less"));
    const names = (paths: string[]) => paths.map((path) => basename(path));
    expect(names(less)).toEqual(names(whole).filter((name) => !name.startsWith("repetition-grid")));
    for (const path of less.slice(1)) {
      expect(readFileSync(path)).toEqual(readFileSync(join(folder, "figures", basename(path))));
    }
  });

  it("replaces an older report", async () => {
    writeFileSync(join(folder, "report.html"), "old");
    await writeReport(syntheticResults(small), folder);
    expect(readFileSync(join(folder, "report.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  it("stays small for many repetitions with many measurements", async () => {
    const results = syntheticResults({ repetitions: 50, epochs: 1600, every: 4 });
    const [page] = await writeReport(results, folder);
    expect(statSync(page).size).toBeLessThan(3_000_000);
  });

  it("refuses to report on nothing", async () => {
    const results = { ...syntheticResults(small), repetitions: [] };
    await expect(writeReport(results, folder)).rejects.toThrow(Failure);
    await expect(writeReport(results, folder)).rejects.toThrow(/no repetition has finished/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says which file could not be written", async () => {
    writeFileSync(join(folder, "figures"), "in the way");
    await expect(writeReport(syntheticResults(small), folder)).rejects.toThrow(/figures/);
  });
});
