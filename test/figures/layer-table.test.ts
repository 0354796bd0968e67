import { describe, expect, it } from "vitest";
import { layerTable } from "../../src/figures/layer-table.js";
import { formatLayerTable } from "../../src/figures/layer-table-text.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

describe("layerTable", () => {
  const results = handmadeResults([
    [
      { epoch: 0, input: 1, label: 0.1, states: 2 },
      { epoch: 5, input: 3, label: 0.5, states: 8 },
      { epoch: 10, input: 1.5, label: 0.6, states: 4, singletons: 4 },
    ],
    [
      { epoch: 0, input: 2, label: 0.3, states: 2 },
      { epoch: 5, input: 1, label: 0.5, states: 8 },
      { epoch: 10, input: 0.5, label: 0.8, states: 3, singletons: 0 },
    ],
  ]);

  it("finds the peak on the mean curve, not in each repetition", () => {
    const [row] = layerTable(results);
    expect(row.input.peakEpoch).toBe(5);
    expect(row.input.peak.mean).toBe(2);
    expect(row.label.peakEpoch).toBe(10);
  });

  it("gives start, end and drop with standard errors over repetitions", () => {
    const [{ input }] = layerTable(results);
    expect(input.start).toEqual({ mean: 1.5, standardError: 0.5 });
    expect(input.end).toEqual({ mean: 1, standardError: 0.5 });
    expect(input.drop.mean).toBe(1);
    expect(input.drop.standardError).toBeCloseTo(0.5, 12);
    expect(input.ceiling).toBe(3);
  });

  it("takes states and the share of lone inputs from the last measurement", () => {
    const [row] = layerTable(results);
    expect(row.states.mean).toBe(3.5);
    expect(row.singletonShare.mean).toBe(0.25);
    expect(row.lastEpoch).toBe(10);
  });

  it("has no standard errors for one repetition", () => {
    const [row] = layerTable(handmadeResults([[{ epoch: 0, input: 1 }]]));
    expect(row.input.start).toEqual({ mean: 1, standardError: null });
    expect(row.input.drop).toEqual({ mean: 0, standardError: null });
  });

  it("uses every measurement, not the thinned ones that are drawn", () => {
    const rows = Array.from({ length: 5000 }, (_, epoch) => ({ epoch, input: 1 }));
    rows[3777].input = 2.5;
    const [row] = layerTable(handmadeResults([rows]));
    expect(row.input.peakEpoch).toBe(3777);
    expect(row.input.peak.mean).toBe(2.5);
  });
});

describe("formatLayerTable", () => {
  it("aligns the columns and explains them", () => {
    const table = formatLayerTable(
      layerTable(syntheticResults({ layers: 2, repetitions: 3, epochs: 100 })),
    );
    expect(table).toMatchInlineSnapshot(`
      "I(X;T), bits: what a layer knows about the input; at most log2 4096 = 12.00
      layer  counted as                start   peak  at epoch           end         drop  status
      T1     exact codes               12.00  12.00         0  12.00 ± 0.00  0.00 ± 0.00  exact
      T2     logit codes                6.05   6.48        95   6.48 ± 0.12  0.00 ± 0.00  exact
      T2     distinct softmax vectors   5.87   6.28        95   6.28 ± 0.12  0.00 ± 0.00  exact
      T2     softmax, rebinned          3.63   3.89        95   3.89 ± 0.07  0.00 ± 0.00  estimate

      I(T;Y), bits: what a layer knows about the label; at most H(Y) = 0.999
      layer  counted as                start   peak  at epoch            end           drop  states  alone
      T1     exact codes               0.999  0.999         0  0.999 ± 0.000  0.000 ± 0.000    4096  100 %
      T2     logit codes               0.096  0.387        95  0.387 ± 0.047  0.000 ± 0.000     107   <1 %
      T2     distinct softmax vectors  0.096  0.386        95  0.386 ± 0.047  0.000 ± 0.000      94   <1 %
      T2     softmax, rebinned         0.094  0.377        95  0.377 ± 0.046  0.000 ± 0.000      18    0 %

      Values: mean of 3 repetitions, ± standard error; the peak is that of the mean curve. start: first
      measurement; end: epoch 95; drop: peak minus end (compression). T1 is the first layer, T2 the
      output.
      states: distinct states at the end; alone: share of inputs that have a state of their own.
      exact: every input was counted; nothing was estimated.
      estimate: made by an estimator, not a count of the layer's own states.
      "
    `);
  });

  it("keeps to 100 columns, and to the width asked for in the legend", () => {
    for (const kind of ["population", "sample", "float"] as const) {
      const rows = layerTable(syntheticResults({ kind, repetitions: 2, epochs: 3000, every: 10 }));
      const lines = formatLayerTable(rows).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
      const narrow = formatLayerTable(rows, { width: 60 }).split("\n");
      expect(narrow.slice(-4).every((line) => line.length <= 60)).toBe(true);
    }
  });

  it("never mixes the words for what a number is worth", () => {
    const sample = formatLayerTable(
      layerTable(syntheticResults({ kind: "sample", repetitions: 1, epochs: 10 })),
    );
    expect(sample).toMatch(/^T1 .* saturated\*?$/m);
    expect(sample).toMatch(/^T6 +softmax, rebinned .* estimate$/m);
    expect(sample).toMatch(/^T6 +logit codes .* exact$/m);
    const float = formatLayerTable(
      layerTable(syntheticResults({ kind: "float", repetitions: 1, epochs: 10 })),
    );
    expect(float).toMatch(/^T1 .* infinite$/m);
    expect(float).not.toMatch(/saturated|\bexact$/m);
  });

  it("marks a status that only part of the measurements have", () => {
    const rows = layerTable(
      handmadeResults([
        [
          { epoch: 0, input: 3, status: "saturated" },
          { epoch: 1, input: 1 },
        ],
      ]),
    );
    expect(formatLayerTable(rows)).toMatch(/saturated\*$/m);
  });

  it("says so when there is nothing", () => {
    expect(formatLayerTable([])).toBe("no layers\n");
  });
});
