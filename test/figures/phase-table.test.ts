import { describe, expect, it } from "vitest";
import { phaseTableMarkup } from "../../src/figures/page-phases.js";
import { formatPhaseTable } from "../../src/figures/phase-table-text.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";

const small: SyntheticOptions = { layers: 3, repetitions: 6, epochs: 100, every: 5 };
const phasesOf = (options: SyntheticOptions) => summariseRun(syntheticResults(options)).phases!;

describe("formatPhaseTable", () => {
  const phases = phasesOf(small);
  const text = formatPhaseTable(phases);

  it("has a line per layer with both phases, intervals and verdicts, within 100 columns", () => {
    const line = text.split("\n").find((one) => one.startsWith("T3     logit codes"))!;
    const { fitting, compression } = phases.find(({ estimator }) => estimator === "logit codes")!;
    expect(line).toContain(`${fitting.value.toFixed(3)}  [${fitting.low.toFixed(3)}, `);
    expect(line.trimEnd().endsWith(compression.verdict)).toBe(true);
    expect(Math.max(...text.split("\n").map((one) => one.length))).toBeLessThanOrEqual(100);
  });

  it("states the rule and the minimal effects: 1 % of 12 bits and of H(Y)", () => {
    expect(text).toContain("minimal effect 0.010 (fitting) and 0.12 (compression)");
    expect(text).toContain("1 % of the ceiling");
  });

  it("says why there is no verdict", () => {
    expect(formatPhaseTable(phasesOf({ ...small, repetitions: 3 }))).toContain(
      "No verdict: 3 of the 5 repetitions that a verdict needs.",
    );
    expect(formatPhaseTable(phasesOf({ ...small, kind: "sample" }))).toMatch(
      /No verdict on .*fitting of T1 \(exact codes\).*: saturated, limited by/s,
    );
    expect(formatPhaseTable([])).toBe("no phases\n");
  });

  it("has a table per kind of inputs", () => {
    const own = phasesOf({ ...small, informationOn: ["train", "test"] });
    expect(formatPhaseTable(own)).toMatch(/over the train part;.*over the test part;/s);
    expect(phaseTableMarkup(own).match(/<table/g)).toHaveLength(2);
  });

  it("names the inputs of every peak where there are several kinds, and only there", () => {
    const peaks = (options: SyntheticOptions) =>
      formatPhaseTable(phasesOf(options), { width: 10_000 }).match(/^Epochs of the peaks.*$/m)![0];
    const both = peaks({ ...small, informationOn: ["all", "test"] });
    expect(both).toMatch(/T1 \(exact codes, all\) \d+ and \d+;.*T1 \(exact codes, test\) \d+ and/);
    expect(peaks(small)).toMatch(/: T1 \(exact codes\) \d+ and \d+;/);
  });
});
