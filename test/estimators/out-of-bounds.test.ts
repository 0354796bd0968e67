import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { createEstimators } from "../../src/estimators/create.js";
import type { Estimate, Sample } from "../../src/estimators/estimator.js";
import { isOutOfBoundsNote, outOfBoundsNotes } from "../../src/estimators/out-of-bounds.js";
import { parseEstimator } from "../../src/experiment/parse-estimators.js";
import { Distributions } from "../support/distributions.js";

const engine = await createEngine();
const reasons = { input: "the one", label: "the other" };
const limits = { ceiling: 4, labelCeiling: 1 };

describe("a value", () => {
  test.each([
    [0, 0, []],
    [4, 1, []],
    // What rounding may do, and what is not said at all.
    [4 + 1e-12, -1e-12, []],
    [Number.NaN, Number.NaN, []],
    [4.1, 0.5, ["Out of bounds: I(X;T) is above log2 n; the one."]],
    [-0.1, 0.5, ["Out of bounds: I(X;T) is below 0; the one."]],
    [2, -1e-3, ["Out of bounds: I(T;Y) is below 0; the other."]],
    [2, 1.001, ["Out of bounds: I(T;Y) is above H(Y); the other."]],
  ])("of I(X;T) = %d and I(T;Y) = %d", (inputInformation, labelInformation, notes) => {
    const information = { ...limits, inputInformation, labelInformation };
    expect(outOfBoundsNotes(information, reasons)).toEqual(notes);
    expect(notes.every(isOutOfBoundsNote)).toBe(true);
  });
});

/** Inputs, a layer that copies them, and labels that have nothing to do with either. */
function independent(seed: number, inputs: number): Sample {
  const random = new Distributions(seed);
  const values = Float64Array.from({ length: inputs }, () => random.normal());
  const labels = Uint8Array.from(values, (_, i) => (random.uniform() < 0.5 || i === 0 ? 1 : 0));
  return { values, units: 1, labels, classes: 2, inputs: { values, units: 1 } };
}

const ask = (spec: string, sample: Sample): Estimate =>
  createEstimators([parseEstimator(spec)], engine)[0].estimate(sample);

test.each([
  "ross:3",
  "ksg:1",
  "ksg:3:2",
  "kde:1e-4",
  "kde:1:lower",
  "bins:200:layer:chao-shen",
  "bins:200:layer:nsb",
  "bins:5:layer:miller-madow",
  '{"kind": "ross", "k": 2, "shuffledLabels": {"draws": 3}}',
  '{"kind": "bins", "bins": 200, "correction": "chao-shen", "shuffledLabels": {"draws": 3}}',
])("%s notes every value out of its bounds, and no other", (spec) => {
  let found = 0;
  for (let seed = 0; seed < 20; seed++) {
    const sample = independent(seed, 30);
    for (const estimator of createEstimators([parseEstimator(spec)], engine)) {
      const { ceiling, inputInformation, labelCeiling, labelInformation, notes } =
        estimator.estimate(sample);
      const expected = [
        ...(inputInformation < 0 ? ["I(X;T) is below 0"] : []),
        ...(inputInformation > ceiling + 1e-9 ? ["I(X;T) is above log2 n"] : []),
        ...(labelInformation < -1e-9 ? ["I(T;Y) is below 0"] : []),
        ...(labelInformation > labelCeiling + 1e-9 ? ["I(T;Y) is above H(Y)"] : []),
      ];
      const own = notes.filter(isOutOfBoundsNote);
      expect(own).toEqual(
        expected.map((start) => expect.stringContaining(`Out of bounds: ${start}; `)),
      );
      found += own.length;
    }
  }
  if (!spec.includes("kde") && !spec.includes("miller")) expect(found).toBeGreaterThan(0);
});

test("the reasons are those of the estimator", () => {
  // All but one of 30 inputs alone: few are covered, and the population has more than log2 30 bits.
  const values = Float64Array.from({ length: 30 }, (_, i) => Math.max(i, 1));
  const labels = Uint8Array.from(values, (value) => value % 2);
  const { inputInformation, notes } = ask("codes:chao-shen", {
    ...{ values, units: 1, labels, classes: 2 },
  });
  expect(inputInformation).toBeGreaterThan(Math.log2(30));
  expect(notes).toContain(
    "Out of bounds: I(X;T) is above log2 n; Chao-Shen estimates H(T) of the population, which the number of inputs does not limit.",
  );
});
