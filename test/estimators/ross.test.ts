import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { EstimatorError, type Sample } from "../../src/estimators/estimator.js";
import { ross } from "../../src/estimators/ross.js";
import { references } from "../../src/experiment/references.js";
import { digamma } from "../../src/numerics/digamma.js";
import { bruteRoss } from "../support/brute-information.js";
import { Distributions, moments } from "../support/distributions.js";
import { mapped, permuted, relabelled, samples } from "../support/estimator-samples.js";
import { FIXED } from "../support/shapes.js";

const engine = await createEngine();
const K = 3;
const three = ross({ k: K }, engine);
const nats = (sample: Sample) => three.estimate(sample).labelInformation * Math.LN2;

function draw(
  seed: number,
  count: number,
  classes: number,
  row: (d: Distributions, label: number) => number[],
) {
  const random = new Distributions(seed);
  const labels = Uint8Array.from({ length: count }, () => random.below(classes));
  const rows = Array.from(labels, (label) => row(random, label));
  const values = Float64Array.from(rows.flat());
  return { values, units: rows[0].length, labels, classes };
}

test("equals the formula over all pairs, with ties and small classes, to 1e-12 bits", () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 3 }), (sample, k) => {
      const { labelInformation } = ross({ k }, engine).estimate(sample);
      expect(Math.abs(labelInformation - bruteRoss(sample, sample.labels, k))).toBeLessThan(1e-12);
    }),
    FIXED,
  );
});

/*
 * The mean over seeds may be 4 standard errors off. Per input, the variance is at most that of the
 * pointwise information plus psi'(k) for each of the two logarithms of counts (derived here).
 */
const TRIGAMMA_K = Math.PI ** 2 / 6 - 1 - 1 / 4;
const SEEDS = 20;
const tolerance = (count: number, variance: number) =>
  4 * Math.sqrt((variance + 2 * TRIGAMMA_K) / (count * SEEDS));

function meanOver(sampleOf: (seed: number) => Sample) {
  return moments(Array.from({ length: SEEDS }, (_, seed) => nats(sampleOf(seed))));
}

test.each([2, 3, 5, 10])("X uniform on %i numbers, Y ~ U(X, X + 2)", (m) => {
  const count = 800;
  const truth = Math.log(m) - ((m - 1) / m) * Math.LN2;
  const { mean } = meanOver((seed) =>
    draw(seed, count, m, (random, label) => [label + random.uniform(0, 2)]),
  );
  // Pointwise information is ln m, less ln 2 where two labels overlap: with probability (m - 1) / m.
  const variance = (Math.LN2 ** 2 * (m - 1)) / m ** 2;
  expect(Math.abs(mean - truth)).toBeLessThan(tolerance(count, variance));
});

test("an independent label, in one unit and in four", () => {
  for (const units of [1, 4]) {
    const { mean } = meanOver((seed) =>
      draw(seed, 500, 3, (random) => Array.from({ length: units }, () => random.normal())),
    );
    expect(Math.abs(mean)).toBeLessThan(tolerance(500, 0));
  }
});

test("three disjoint uniforms: psi(n) - <psi(n_c)>, which tends to ln 3 nats", () => {
  const sample = draw(5, 3000, 3, (random, label) => [4 * label + random.uniform()]);
  const sizes = [0, 1, 2].map((c) => sample.labels.filter((label) => label === c).length);
  const wanted =
    digamma(3000) - sizes.reduce((sum, size) => sum + (size / 3000) * digamma(size), 0);
  expect(nats(sample)).toBeCloseTo(wanted, 13);
  const { labelCeiling } = three.estimate(sample);
  expect(Math.abs(nats(sample) - labelCeiling * Math.LN2)).toBeLessThan(3 / 1000);
  expect(labelCeiling * Math.LN2).toBeCloseTo(Math.log(3), 2);
});

test("a layer on a grid is counted where its points coincide, and the notes say so", () => {
  const labels = Uint8Array.from({ length: 400 }, (_, i) => i % 2);
  const copy = { values: Float64Array.from(labels), units: 1, labels, classes: 2 };
  const estimate = three.estimate(copy);
  expect(estimate.labelInformation).toBeCloseTo((digamma(400) - digamma(200)) * Math.LOG2E, 13);
  expect(estimate.notes.join()).toContain("400 of 400 inputs the k-th neighbour coincides");
});

test("distances that are equal but not 0 are noted", () => {
  const labels = Uint8Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1));
  const values = Float64Array.from({ length: 40 }, (_, i) => i);
  const { notes } = ross({ k: 1 }, engine).estimate({ values, units: 1, labels, classes: 2 });
  expect(notes.join()).toContain("36 of 40 inputs the k-th and the next neighbour are equally far");
});

test("classes of k members or fewer use fewer neighbours; inputs alone in theirs are left out", () => {
  const labels = Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 2]);
  const values = Float64Array.from([0.1, 0.25, 0.42, 0.7, 1.1, 5, 5.3, 9]);
  const { notes, labelInformation } = three.estimate({ values, units: 1, labels, classes: 3 });
  expect(notes).toHaveLength(2);
  expect(notes[0]).toContain("1 of 8 inputs are alone in their class");
  expect(notes[1]).toContain("1 class has 3 members or fewer");
  const rest = { values: values.slice(0, 7), units: 1, labels: labels.slice(0, 7), classes: 2 };
  expect(labelInformation).toBe(three.estimate(rest).labelInformation);
});

test("the order of inputs, the names of classes, scale, mirror and shift change no bit", () => {
  fc.assert(
    fc.property(samples, fc.integer(), (sample, seed) => {
      const onGrid = mapped(sample, (value) => Math.round(value * 2 ** 20) / 2 ** 20);
      const { labelInformation } = three.estimate(onGrid);
      for (const other of [
        permuted(onGrid, seed),
        relabelled(onGrid),
        mapped(onGrid, (value) => 8 * value),
        mapped(onGrid, (value) => -value),
        mapped(onGrid, (value) => value + 1000),
      ]) {
        expect(three.estimate(other).labelInformation).toBe(labelInformation);
      }
    }),
    FIXED,
  );
});

test("it says nothing of the input, and names itself", () => {
  const estimate = three.estimate(draw(1, 20, 2, (random) => [random.normal()]));
  expect(estimate.inputInformation).toBeNaN();
  expect(estimate.entropy).toBeNaN();
  expect(estimate.conditionalEntropy).toBeNaN();
  expect([estimate.status, estimate.states, estimate.singletons]).toEqual(["estimate", 0, 0]);
  expect(three.name).toBe("Ross nearest neighbours, k = 3");
  for (const key of three.references) expect(references[key].year).toBeGreaterThan(2000);
});

test("it says where there is no density", () => {
  const sample = draw(1, 20, 2, (random) => [random.normal()]);
  expect(three.estimate(sample).notes).toEqual([]);
  for (const changes of [{ population: true }, { discrete: true }]) {
    expect(three.estimate({ ...sample, ...changes }).notes).toEqual([
      expect.stringMatching(/assumes a density .*: the exact count says it/),
    ]);
  }
});

describe("errors", () => {
  const sampleOf = (values: number[], labels: number[]) => ({
    values: Float64Array.from(values),
    units: 1,
    labels: Uint8Array.from(labels),
    classes: 8,
  });

  test.each([0, -1, 1.5, Number.NaN])("k = %d", (k) => {
    expect(() => ross({ k }, engine)).toThrow(EstimatorError);
  });

  test.each([
    ["k >= n", sampleOf([0, 1, 2], [0, 0, 1]), /k = 3 .* among 3 inputs: k must be at most 2/],
    ["constant layer", sampleOf([4, 4, 4, 4], [0, 0, 1, 1]), /the same for all inputs/],
    ["NaN", sampleOf([4, Number.NaN, 4, 4], [0, 0, 1, 1]), /input 1 is NaN/],
    ["one class", sampleOf([1, 2, 3, 4], [1, 1, 1, 1]), /at least two classes/],
    ["classes of one", sampleOf([1, 2, 3, 4], [0, 1, 2, 3]), /classes of at least two inputs/],
    ["lengths", sampleOf([1, 2, 3], [0, 0, 1, 1]), /3 values are no 4 rows/],
  ])("%s", (_, sample, message) => {
    expect(() => three.estimate(sample)).toThrow(EstimatorError);
    expect(() => three.estimate(sample)).toThrow(message);
  });
});
