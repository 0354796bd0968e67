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
  it("counts the repetitions that have no value at the last epoch asked", () => {
    expect(missingNotes(summary.layers, 3)).toEqual([]);
    const layers = summary.layers.map((one) =>
      isCount(one)
        ? one
        : { ...one, curves: { ...one.curves, input: { ...one.curves.input, count: [3, 1, 0] } } },
    );
    const [note] = missingNotes(layers as unknown as typeof summary.layers, 3);
    expect(note).toContain(`${first.estimator}, ${first.layer}: 2 of 3`);
    expect(note).toContain("constant");
  });
});
