import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { Counting } from "../../src/estimators/counting.js";
import { discretising } from "../../src/estimators/discretising.js";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { widthBins } from "../../src/estimators/width-bins.js";
import { binnedStatus, drawSample, rowsOf, sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";
import { bruteForce } from "../twins/information.js";

const counting = new Counting(await createEngine());
const estimator = (width: number) => discretising(counting, widthBins(width), "none");

test("bins are floor(x / width), whatever the values and the width of codes", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0.07, 0.5, 3, 1e-3, 1e-5), (seed, width) => {
      const values = new Values(seed);
      const sample = drawSample(values, values.below(2) ? Float32Array : Float64Array);
      const rows = rowsOf(sample).map((row) => row.map((x) => Math.floor(x / width)));
      const { notes: _, status, ...found } = estimator(width).estimate(sample);
      const expected = bruteForce(rows, sample.labels);
      expect(found.states).toBe(expected.states);
      expect(status).toBe(binnedStatus(expected.singletons, sample));
      expect(Math.abs(found.entropy - expected.entropy)).toBeLessThan(1e-12);
      expect(Math.abs(found.labelInformation - expected.labelInformation)).toBeLessThan(1e-12);
    }),
    { seed: 3, numRuns: 150 },
  );
});

test("an edge lies at 0, and a single bin is told", () => {
  const sample = sampleOf([[-0.01], [0], [0.06], [0.07]], [0, 1, 0, 1], Float64Array);
  expect([...estimator(0.07).states(sample)]).toEqual([0, 1, 1, 2]);
  const { notes } = estimator(1).estimate(sampleOf([[0.2], [0.4]], [0, 1]));
  expect(notes).toEqual(["All values lie in the same bin."]);
});

test("a width too small for the values is an EstimatorError", () => {
  const sample = sampleOf([[0], [1]], [0, 1]);
  expect(() => estimator(1e-12).estimate(sample)).toThrow(EstimatorError);
  expect(() => estimator(1e-30).estimate(sampleOf([[1], [1]], [0, 1]))).toThrow("2^53");
});
