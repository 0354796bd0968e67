import { describe, expect, it } from "vitest";
import { chosenPlaces } from "../../src/summary/repetitions.js";
import { repetitionCurves, summariseRun } from "../../src/summary/run-summary.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

const facts = (...distances: number[]) =>
  distances.map((distance, repetition) => ({ repetition, restarts: 0, distance }));

describe("the distance of a repetition", () => {
  it("sums squares over epochs and quantities, each divided by its ceiling", () => {
    // The ceilings are 3 and 1 bits; the means 2 and 0.5 at epoch 0, 1 and 0.25 at epoch 1.
    const { repetitions } = summariseRun(
      handmadeResults([
        [
          { epoch: 0, input: 1, label: 0.25 },
          { epoch: 1, input: 1, label: 0.25 },
        ],
        [
          { epoch: 0, input: 3, label: 0.75 },
          { epoch: 1, input: 1, label: 0.25 },
        ],
      ]),
    );
    for (const { distance } of repetitions) expect(distance).toBeCloseTo(1 / 9 + 1 / 16, 14);
  });

  it("is about every layer once, by its principal count", () => {
    const rows = (input: number) => [
      { epoch: 0, input, layer: "T1" },
      { epoch: 0, input, layer: "T2", estimator: "logit codes" },
      { epoch: 0, input: 7 * input, layer: "T2", estimator: "softmax, rebinned" },
    ];
    const { repetitions } = summariseRun(handmadeResults([rows(0), rows(2)]));
    expect(repetitions[0].distance).toBeCloseTo(2 / 9, 14);
  });

  it("leaves out what is not finite", () => {
    const { repetitions } = summariseRun(
      handmadeResults([[{ epoch: 0, input: Number.NaN }], [{ epoch: 0, input: 1 }]]),
    );
    expect(repetitions.map(({ distance }) => distance)).toEqual([0, 0]);
  });
});

describe("chosenPlaces", () => {
  it("takes the nearest, the lower median and the farthest", () => {
    expect(chosenPlaces(facts(5, 1, 4, 2))).toEqual([
      ["best", 1],
      ["median", 3],
      ["worst", 0],
    ]);
    expect(chosenPlaces(facts(5, 1, 4))).toEqual([
      ["best", 1],
      ["median", 2],
      ["worst", 0],
    ]);
  });

  it("takes nothing twice, and the first of equals", () => {
    expect(chosenPlaces(facts(3))).toEqual([["best", 0]]);
    expect(chosenPlaces(facts(3, 3))).toEqual([
      ["best", 0],
      ["worst", 1],
    ]);
  });
});

describe("the chosen repetitions", () => {
  it("have the curves of their repetition at the epochs of the summary", () => {
    const results = syntheticResults({ layers: 3, repetitions: 5, epochs: 3000, every: 3 });
    const { chosen, epochs } = summariseRun(results);
    const all = repetitionCurves(results);
    for (const { repetition, layers, role, ...rest } of chosen) {
      const { information } = results.repetitions[repetition];
      expect(all[repetition]).toEqual({ repetition, layers, ...rest });
      const rows = information.layer.flatMap((layer, row) =>
        layer === "T2" && epochs.includes(information.epoch[row]) ? [row] : [],
      );
      expect([...layers[1].input]).toEqual(
        rows.map((row) => Math.fround(information.inputInformation[row])),
      );
      expect(["best", "median", "worst"]).toContain(role);
    }
  });

  it("say where a value is saturated", () => {
    const { chosen } = summariseRun(
      handmadeResults([
        [
          { epoch: 0, input: 3, status: "saturated" },
          { epoch: 1, input: 2 },
        ],
      ]),
    );
    expect([...chosen[0].layers[0].saturated]).toEqual([1, 0]);
  });
});
