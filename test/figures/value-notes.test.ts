import { describe, expect, it } from "vitest";
import { formatLayerTable } from "../../src/figures/layer-table-text.js";
import { tableMarkup } from "../../src/figures/page-table.js";
import { missingNotes, valueNotes } from "../../src/figures/value-notes.js";
import { layerTable } from "../../src/summary/layer-table.js";
import { isCount, type LayerRow } from "../../src/summary/layers.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

const summary = summariseRun(
  syntheticResults({ layers: 3, repetitions: 3, epochs: 100, estimators: true }),
);
const rows = layerTable(summary);
const [first] = rows.filter((row) => !isCount(row));

/** The rows with another mean at the end of one quantity of one row. */
const withEnd = (of: LayerRow, quantity: "input" | "label", mean: number) =>
  rows.map((row) =>
    row === of
      ? { ...row, [quantity]: { ...row[quantity], end: { ...row[quantity].end, mean } } }
      : row,
  );

describe("valueNotes", () => {
  it("says nothing of values that can be", () => {
    expect(valueNotes(rows)).toEqual([]);
    expect(valueNotes(withEnd(first, "input", first.input.ceiling))).toEqual([]);
    expect(valueNotes(withEnd(first, "label", 0))).toEqual([]);
  });

  it("names what is above the ceiling or below zero, in text and on the page", () => {
    const above = withEnd(first, "input", first.input.ceiling + 0.1);
    expect(valueNotes(above)).toEqual([
      expect.stringContaining(`can be: ${first.estimator}: I(X;T) of ${first.layer}.`),
    ]);
    expect(formatLayerTable(above, { width: 1000 })).toContain(valueNotes(above)[0]);
    const below = withEnd(first, "label", -0.035);
    expect(valueNotes(below)).toEqual([
      expect.stringContaining(`Below zero: ${first.estimator}: I(T;Y) of ${first.layer}.`),
    ]);
    expect(tableMarkup(below)).toContain("Below zero");
  });

  it("leaves exact counts alone, whose rounding may be negative", () => {
    const [count] = rows.filter(isCount);
    expect(valueNotes(withEnd(count, "label", -2e-15))).toEqual([]);
  });
});

describe("missingNotes", () => {
  /** The estimates' curves of I(T;Y) with other counts of repetitions, by layer. */
  const counted = (counts: Record<string, number[]>) =>
    summary.layers.map((one) => {
      const count = counts[one.layer];
      if (isCount(one) || !count) return one;
      const none = new Int32Array(count.length);
      const label = { ...one.curves.label, count: Int32Array.from(count) };
      const input = { ...one.curves.input, count: none };
      return { ...one, curves: { ...one.curves, label, input } };
    });

  it("is silent where every repetition has a value when it is asked for the last time", () => {
    expect(missingNotes(summary.layers, 3)).toEqual([]);
    expect(missingNotes(counted({ T1: [3, 3, 0], T2: [3, 3, 0], T3: [3, 3, 0] }), 3)).toEqual([]);
  });

  it("names layers that were constant in some repetitions, or in all, at that time", () => {
    const some = missingNotes(counted({ T1: [3, 1, 0], T2: [3, 3, 0], T3: [3, 3, 0] }), 3);
    expect(some[0]).toContain(`${first.estimator}, T1: 2 of 3`);
    expect(some[0]).not.toContain("T2");
    const all = missingNotes(counted({ T1: [3, 0, 0], T2: [3, 3, 0], T3: [3, 3, 0] }), 3);
    expect(all[0]).toContain(`${first.estimator}, T1: 3 of 3`);
    expect(all[0]).toContain("constant");
  });
});
