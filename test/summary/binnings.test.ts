import { describe, expect, it } from "vitest";
import { binnedLayers, binningsOf, countBinnedLayers } from "../../src/summary/binnings.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

describe("binned layers", () => {
  const options = { layers: 3, repetitions: 4, epochs: 50, estimators: true };
  const summary = summariseRun(
    syntheticResults({ ...options, informationOn: ["all", "train"] as const as ["all", "train"] }),
  );

  it("are those of the binnings, over the inputs that figures are about", () => {
    expect(binningsOf(summary.experiment).map(({ name }) => name)).toEqual([
      "8 bins, global bounds",
      "30 bins, global bounds",
    ]);
    const rows = binnedLayers(summary);
    expect(rows.map(({ estimator, layer }) => `${layer} ${estimator.split(" ")[0]}`)).toEqual([
      ...["T1 8", "T1 30", "T2 8", "T2 30", "T3 8", "T3 30"],
    ]);
    expect(rows.every(({ inputs }) => inputs === "all")).toBe(true);
  });

  it("leave corrections out", () => {
    const bins = { kind: "bins", bins: 4, bounds: "layer", correction: "nsb" } as const;
    expect(binningsOf({ estimators: [bins] as never })).toEqual([]);
    expect(binningsOf({})).toEqual([]);
  });

  it("are valid where nothing is lost in any repetition", () => {
    // 8 bins lose nothing of T1, 30 bins a little of all layers in one repetition.
    expect(countBinnedLayers(summary)).toEqual({ counted: 6, valid: 1, repetitions: 4 });
  });

  it("are not counted in runs of former builds", () => {
    const layers = summary.layers.map((row) => ({ ...row, lostPrediction: null }));
    expect(countBinnedLayers({ ...summary, layers })).toBeNull();
  });
});
