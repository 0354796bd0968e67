import { describe, expect, it } from "vitest";
import { layerTable } from "../../src/summary/layer-table.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { type HandmadeRow, handmadeResults } from "../support/handmade-results.js";

const tableOf = (...repetitions: HandmadeRow[][]) =>
  layerTable(summariseRun(handmadeResults(repetitions)));

describe("the layer table", () => {
  const [row] = tableOf(
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
  );

  it("finds the peak on the mean curve, not in each repetition", () => {
    expect(row.input.peakEpoch).toBe(5);
    expect(row.input.peak.mean).toBe(2);
    expect(row.label.peakEpoch).toBe(10);
  });

  it("gives start, end and drop with standard errors over repetitions", () => {
    const { input } = row;
    expect(input.start).toEqual({ mean: 1.5, standardError: 0.5 });
    expect(input.end).toEqual({ mean: 1, standardError: 0.5 });
    expect(input.drop.mean).toBe(1);
    expect(input.drop.standardError).toBeCloseTo(0.5, 12);
    expect(input.ceiling).toBe(3);
  });

  it("takes states and the share of lone inputs from the last measurement", () => {
    expect(row.states.mean).toBe(3.5);
    expect(row.singletonShare.mean).toBe(0.25);
    expect(row.lastEpoch).toBe(10);
  });

  it("has no standard errors for one repetition", () => {
    const [{ input }] = tableOf([{ epoch: 0, input: 1 }]);
    expect(input.start).toEqual({ mean: 1, standardError: null });
    expect(input.drop).toEqual({ mean: 0, standardError: null });
  });

  it("uses every measurement in double precision, not the thinned ones that are drawn", () => {
    const rows = Array.from({ length: 5000 }, (_, epoch) => ({ epoch, input: 1 }));
    rows[3777].input = 2.1;
    const summary = summariseRun(handmadeResults([rows]));
    const [{ input }] = layerTable(summary);
    expect(input.peakEpoch).toBe(3777);
    expect(input.peak.mean).toBe(2.1);
    expect(summary.epochs).toContain(3777);
    expect(summary.epochs.length).toBeLessThanOrEqual(301);
  });

  it("is about the epochs on true labels", () => {
    const [{ input }] = tableOf([
      { epoch: 0, input: 2.9, stage: "prefit" },
      { epoch: 1, input: 1 },
      { epoch: 2, input: 1.5 },
      { epoch: 3, input: 1.25 },
    ]);
    expect(input.start.mean).toBe(1);
    expect(input.peakEpoch).toBe(2);
    expect(input.drop.mean).toBe(0.25);
  });
});
