import { describe, expect, it } from "vitest";
import type { RunResults } from "../../src/experiment/results.js";
import { formatLayerTable } from "../../src/figures/layer-table-text.js";
import { layerTable } from "../../src/summary/layer-table.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

const tableOf = (results: RunResults) => layerTable(summariseRun(results));

describe("formatLayerTable", () => {
  it("aligns the columns and explains them", () => {
    const table = formatLayerTable(
      tableOf(syntheticResults({ layers: 2, repetitions: 3, epochs: 100 })),
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
      All states tell what the network predicts at the end: H(prediction | T) = 0 in each of 3
      repetitions.
      "
    `);
  });

  it("keeps to 100 columns, and to the width asked for in the legend", () => {
    for (const kind of ["population", "sample", "float"] as const) {
      const rows = tableOf(syntheticResults({ kind, repetitions: 2, epochs: 3000, every: 10 }));
      const lines = formatLayerTable(rows).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
      const narrow = formatLayerTable(rows, { width: 60 }).split("\n");
      expect(narrow.slice(-4).every((line) => line.length <= 60)).toBe(true);
    }
  });

  it("never mixes the words for what a number is worth", () => {
    const sample = formatLayerTable(
      tableOf(syntheticResults({ kind: "sample", repetitions: 1, epochs: 10 })),
    );
    expect(sample).toMatch(/^T1 .* saturated\*?$/m);
    expect(sample).toMatch(/^T6 +softmax, rebinned .* estimate$/m);
    expect(sample).toMatch(/^T6 +logit codes .* exact$/m);
    const float = formatLayerTable(
      tableOf(syntheticResults({ kind: "float", repetitions: 1, epochs: 10 })),
    );
    expect(float).toMatch(/^T1 .* infinite$/m);
    expect(float).not.toMatch(/saturated|\bexact$/m);
  });

  it("marks a status that only part of the measurements have", () => {
    const rows = tableOf(
      handmadeResults([
        [
          { epoch: 0, input: 3, status: "saturated" },
          { epoch: 1, input: 1 },
        ],
      ]),
    );
    expect(formatLayerTable(rows)).toMatch(/saturated\*$/m);
  });

  it("names the states that lose the prediction, and says when that was not counted", () => {
    const row = (lost?: number) => ({ epoch: 0, input: 1, lost });
    const text = (...lost: (number | undefined)[]) =>
      formatLayerTable(
        tableOf(
          handmadeResults(
            lost.map((one) => [
              row(one),
              { ...row(one === undefined ? undefined : 0), layer: "T2" },
            ]),
          ),
        ),
        { width: 1000 },
      );
    expect(text(0, 0)).toContain("All states tell what the network predicts at the end");
    expect(text(0.5, 0)).toContain(
      "\nLost of the prediction at the end, H(prediction | T), bits: T1 (exact codes) 0.250 ± 0.250, 0 in 1 of 2; of the other counts of states it is 0 in each of 2 repetitions.\n",
    );
    expect(text(0, undefined, 0)).toContain(
      "H(prediction | T) = 0 in each of 2 repetitions in which it was counted, of 3.\n",
    );
    expect(text(0.5, undefined)).toContain(
      "0 in 0 of 1; of the other counts of states it is 0 in the one repetition in which it was counted, of 2.\n",
    );
    const former = formatLayerTable(tableOf(handmadeResults([[row(undefined)]])), { width: 1000 });
    expect(former).toContain(
      "\nOf the states it was not counted whether they tell the prediction: the records are of a former build.",
    );
    expect(former).not.toContain("All states tell");
  });

  it("keeps the kinds of inputs apart, each with its ceilings", () => {
    const text = formatLayerTable(
      tableOf(syntheticResults({ epochs: 10, repetitions: 1, informationOn: ["train", "test"] })),
    );
    expect(text.match(/^I\(X;T\).*$/gm)).toEqual([
      "I(X;T), bits: what a layer knows about the input over the train part; at most log2 3277 = 11.678",
      "I(X;T), bits: what a layer knows about the input over the test part; at most log2 819 = 9.678",
    ]);
    expect(text.match(/^T1 +exact/gm)).toHaveLength(4);
  });

  it("says so when there is nothing", () => {
    expect(formatLayerTable([])).toBe("no layers\n");
  });
});
