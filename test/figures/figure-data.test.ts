import { describe, expect, it } from "vitest";
import { figureData } from "../../src/figures/figure-data.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

const small = { layers: 3, repetitions: 4, epochs: 50, every: 5 };
const summary = summariseRun(syntheticResults({ ...small, prefit: 10, scatter: [0, 20] }));

/** Rows as objects. */
const rowsOf = (name: string) => {
  const { columns, rows } = figureData(name, summary);
  return rows.map((row) => Object.fromEntries(row.map((value, place) => [columns[place], value])));
};

describe("figureData", () => {
  it("has the mean of a layer and the ends of its band, once though it is drawn on two axes", () => {
    const rows = rowsOf("information-curves").filter(
      ({ quantity, series, epoch }) => quantity === "I(X;T)" && series === "T2" && epoch === 20,
    );
    const { mean, deviation } = summary.layers[1].curves.input;
    const at = summary.epochs.indexOf(20);
    expect(rows).toEqual([
      {
        quantity: "I(X;T)",
        axis: "I(X;T), bits",
        series: "T2",
        epoch: 20,
        stage: "training",
        value: mean[at],
        low: mean[at] - deviation[at],
        high: mean[at] + deviation[at],
        band: "1 standard deviation",
        repetitions: 4,
      },
    ]);
  });

  it("has accuracies in per cent with 1.96 standard errors", () => {
    const row = rowsOf("training-curves").find(({ quantity }) => quantity === "accuracy")!;
    const { mean, deviation } = summary.training.curves.trainAccuracy;
    expect(row.value).toBe(100 * mean[0]);
    expect(row.high).toBe(100 * (mean[0] + (1.96 * deviation[0]) / 2));
    expect(row.band).toBe("1.96 standard errors");
  });

  it("has every point of a plane once, the prefit by its stage", () => {
    const rows = rowsOf("information-plane");
    expect(rows.length).toBe(3 * summary.epochs.length);
    expect(rows[0]).toMatchObject({ layer: "T1", estimator: "exact codes", epoch: 0 });
    expect(rows.filter(({ stage }) => stage === "prefit").map(({ epoch }) => epoch)).toEqual([
      ...[0, 5, 0, 5, 0, 5],
    ]);
  });

  it("has states with the share of their majority, every input counted", () => {
    const rows = rowsOf("state-scatter").filter(({ epoch }) => epoch === 20);
    const { scatter } = summary;
    const total = scatter!.count.reduce(
      (sum, count, row) => (scatter!.epoch[row] === 20 ? sum + count : sum),
      0,
    );
    expect(rows.reduce((sum, { inputs }) => sum + Number(inputs), 0)).toBe(total);
    for (const { label_share } of rows) expect(label_share).toBeGreaterThanOrEqual(0.5);
    expect(rows.some(({ label_share }) => Number(label_share) < 1)).toBe(true);
  });

  it("names the figures there are when there is no such figure", () => {
    expect(() => figureData("plane", summary)).toThrow(
      /no figure "plane"; it has information-plane, information-curves/,
    );
    expect(() => figureData("information-by-inputs", summary)).toThrow(RangeError);
  });
});
