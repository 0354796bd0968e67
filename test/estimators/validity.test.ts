import fc from "fast-check";
import { expect, test } from "vitest";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { validityOf } from "../../src/estimators/validity.js";
import { bruteForce } from "../twins/information.js";

test("states that tell the prediction are valid, with an entropy of exactly 0", () => {
  expect(validityOf([0, 0, 1, 2, 2], [3, 3, 3, 1, 1])).toEqual({
    valid: true,
    entropy: 0,
    mixedStates: 0,
    mixedInputs: 0,
  });
});

test("a state of two predictions makes a binning invalid", () => {
  expect(validityOf([0, 0, 1, 1], [0, 1, 2, 2])).toEqual({
    valid: false,
    entropy: 0.5,
    mixedStates: 1,
    mixedInputs: 2,
  });
});

test("the entropy is H(prediction) - I(T;prediction), and 0 if and only if valid", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(2)), { minLength: 1 }), (pairs) => {
      const states = pairs.map(([state]) => state);
      const predictions = pairs.map(([, prediction]) => prediction);
      const { entropy, valid } = validityOf(states, predictions);
      const expected = bruteForce(
        states.map((state) => [state]),
        predictions,
      );
      expect(entropy).toBeCloseTo(expected.labelCeiling - expected.labelInformation, 12);
      expect(valid).toBe(entropy === 0);
    }),
    { seed: 2, numRuns: 300 },
  );
});

test("lengths that differ are an EstimatorError", () => {
  expect(() => validityOf([0], [0, 1])).toThrow(EstimatorError);
});
