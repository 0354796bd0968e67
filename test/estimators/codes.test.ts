import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { codes } from "../../src/estimators/codes.js";
import { Counting } from "../../src/estimators/counting.js";
import { discretising } from "../../src/estimators/discretising.js";
import { drawSample, rowsOf, sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";
import { bruteForce } from "../twins/information.js";

const counting = new Counting(await createEngine());
const exact = discretising(counting, codes(), "none");

test("rows are counted as they are, exactly", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const values = new Values(seed);
      const sample = drawSample(values, values.below(2) ? Float32Array : Float64Array);
      const { notes: _, status, ...found } = exact.estimate(sample);
      const expected = bruteForce(rowsOf(sample), sample.labels);
      expect(found.states).toBe(expected.states);
      expect(Math.abs(found.entropy - expected.entropy)).toBeLessThan(1e-12);
      expect(Math.abs(found.labelInformation - expected.labelInformation)).toBeLessThan(1e-12);
      const saturated = expected.singletons > sample.labels.length / 2;
      expect(status).toBe(saturated ? "saturated" : "exact");
      expect(exact.estimate({ ...sample, population: true }).status).toBe("exact");
    }),
    { seed: 3, numRuns: 150 },
  );
});

test.each([Float32Array, Float64Array])("-0 is 0 in %o", (type) => {
  expect([...exact.states(sampleOf([[0], [-0], [1]], [0, 1, 0], type))]).toEqual([0, 0, 1]);
});

/** All pairs of bits. */
const BITS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

test.each<[string, (x: number[]) => number[], (x: number[]) => number, number]>([
  ["a copy of a fair bit", ([a]) => [a], ([a]) => a, 1],
  ["an independent bit", ([a]) => [a], ([, b]) => b, 0],
  ["one input of AND", ([a]) => [a], ([a, b]) => a & b, 0.311278124459],
  ["one input of XOR", ([a]) => [a], ([a, b]) => a ^ b, 0],
  ["both inputs of XOR", (x) => x, ([a, b]) => a ^ b, 1],
])("%s: I(T;Y) in closed form", (_, state, label, information) => {
  const found = exact.estimate({ ...sampleOf(BITS.map(state), BITS.map(label)), classes: 2 });
  expect(found.labelInformation).toBeCloseTo(information, 12);
});
