import { describe, expect, it } from "vitest";
import { layerTable } from "../../src/summary/layer-table.js";
import { phaseTable } from "../../src/summary/phases.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

describe("layerPhases", () => {
  it("takes fitting from I(T;Y), compression from I(X;T), both from the training alone", () => {
    const results = handmadeResults(
      Array.from({ length: 5 }, () => [
        { epoch: 0, input: 3, label: 1, stage: "prefit" as const },
        { epoch: 1, input: 1, label: 0.25 },
        { epoch: 2, input: 2, label: 0.5 },
        { epoch: 3, input: 1.5, label: 0.75 },
      ]),
    );
    const [{ fitting, compression, landmarks }] = summariseRun(results).phases!;
    expect(fitting).toMatchObject({ value: 0.5, peakEpoch: 3, firstEpoch: 1, verdict: "yes" });
    expect(compression).toMatchObject({ value: 0.5, peakEpoch: 2, lastEpoch: 3, verdict: "yes" });
    expect([fitting.minimal, compression.minimal]).toEqual([0.01, 0.03]);
    expect([...landmarks.label.start]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
    expect([...landmarks.input.peak]).toEqual([2, 2, 2, 2, 2]);
  });

  it("has the layers in the order of the table of layers, and their peaks", () => {
    const options = { layers: 3, repetitions: 6, epochs: 200, every: 5 };
    const summary = summariseRun(syntheticResults({ ...options, informationOn: ["all", "test"] }));
    const rows = phaseTable(summary.phases!);
    const table = layerTable(summary);
    expect(rows.map(({ layer, estimator, inputs }) => [layer, estimator, inputs])).toEqual(
      table.map(({ layer, estimator, inputs }) => [layer, estimator, inputs]),
    );
    rows.forEach(({ fitting, compression }, place) => {
      const { input, label } = table[place];
      // At the very peak the mean of all is at least as high as at peaks that halves have chosen.
      expect(compression.value).toBeLessThanOrEqual(input.drop.mean + 1e-9);
      expect(fitting.value).toBeLessThanOrEqual(label.peak.mean - label.start.mean + 1e-9);
    });
  });
});
