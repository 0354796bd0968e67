import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { adaptiveBins } from "../../src/estimators/adaptive-bins.js";
import { Counting } from "../../src/estimators/counting.js";
import { discretising } from "../../src/estimators/discretising.js";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { binnedStatus, drawSample, rowsOf, sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";
import { bruteForce } from "../twins/information.js";

const counting = new Counting(await createEngine());
const FIXED = { seed: 20260219, numRuns: 100 };
const ROUNDING = 1e-12;

const estimator = (count: number, bounds: "unit" | "layer" = "unit") =>
  discretising(counting, adaptiveBins(count, bounds), "none");

test.each([
  "unit",
  "layer",
] as const)("per %s: bin floor(r count / N) of a value that r others are less than", (bounds) => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(1, 2, 3, 30, 300), (seed, count) => {
      const values = new Values(seed);
      const sample = drawSample(values, values.below(2) ? Float32Array : Float64Array);
      const rows = rowsOf(sample);
      const columns = rows[0].map((_, u) =>
        bounds === "unit" ? rows.map((row) => row[u]) : rows.flat(),
      );
      const exact = rows.map((row) =>
        row.map((x, u) => {
          const others = columns[u];
          return Math.floor((others.filter((y) => y < x).length * count) / others.length);
        }),
      );
      const { notes: _, status, ...found } = estimator(count, bounds).estimate(sample);
      const expected = bruteForce(exact, sample.labels);
      expect(status).toBe(binnedStatus(expected.singletons, sample));
      expect(found.states).toBe(expected.states);
      expect(Math.abs(found.entropy - expected.entropy)).toBeLessThan(ROUNDING);
      expect(Math.abs(found.labelInformation - expected.labelInformation)).toBeLessThan(ROUNDING);
    }),
    FIXED,
  );
});

test("bins hold equally many values where there are no ties", () => {
  const rows = Array.from({ length: 64 }, (_, i) => [(i * 37) % 64]);
  const { entropy, notes, states } = estimator(16).estimate(
    sampleOf(
      rows,
      rows.map(() => 0),
    ),
  );
  expect([entropy, states]).toEqual([4, 16]);
  expect(notes).toEqual(["All inputs have the same label: H(Y) and I(T;Y) are 0."]);
});

test("an increasing function of a unit leaves its bins as they are", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(2, 7, 30), (seed, count) => {
      const sample = drawSample(new Values(seed), Float64Array);
      const cubed = { ...sample, values: sample.values.map((x) => 5 + 8 * x * x * x) };
      const moved = sample.values.some((x, i) => (x === 0) !== (cubed.values[i] === 5));
      if (moved) return;
      expect(estimator(count).states(cubed)).toEqual(estimator(count).states(sample));
    }),
    FIXED,
  );
});

test("finer bins by a whole factor never lower H(T) or I(T;Y)", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 2, max: 5 }),
      (seed, count, factor) => {
        const sample = drawSample(new Values(seed));
        const [coarse, fine] = [count, count * factor].map((own) =>
          estimator(own).estimate(sample),
        );
        expect(fine.entropy).toBeGreaterThanOrEqual(coarse.entropy - ROUNDING);
        expect(fine.labelInformation).toBeGreaterThanOrEqual(coarse.labelInformation - ROUNDING);
      },
    ),
    FIXED,
  );
});

test("ties that leave bins empty are told", () => {
  const sample = sampleOf(
    [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 4],
    ],
    [0, 1, 0, 1],
  );
  expect(estimator(4).estimate(sample).notes).toEqual([
    "Equal values leave 1 of 2 units fewer than 4 bins.",
  ]);
  const tied = sampleOf(
    [
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 4],
    ],
    [0, 1, 0, 1],
  );
  expect(estimator(4, "layer").estimate(tied).notes).toEqual([
    "Equal values leave fewer than 4 bins.",
  ]);
});

test("values that are not finite are an EstimatorError", () => {
  expect(() => estimator(3).estimate(sampleOf([[Number.NaN]], [0]))).toThrow(EstimatorError);
});
