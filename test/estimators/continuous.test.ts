import { expect, test } from "vitest";
import {
  checkSample,
  checkVaries,
  checkVectors,
  labelEntropy,
} from "../../src/estimators/continuous.js";
import { EstimatorError } from "../../src/estimators/estimator.js";

const vectors = (values: number[], units: number) => ({ values: Float64Array.from(values), units });

test("values up to 2^1022, whose differences are finite, pass; others do not", () => {
  checkVectors(vectors([2 ** 1022, -(2 ** 1022)], 1), 2, "x");
  for (const bad of [2 ** 1022.1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => checkVectors(vectors([0, 1, 2, bad], 2), 2, "x")).toThrow(EstimatorError);
    expect(() => checkVectors(vectors([0, 1, 2, bad], 2), 2, "x")).toThrow(/unit 1 of input 1 is/);
  }
});

test("rows that all are equal do not vary, even where their units differ", () => {
  expect(() => checkVaries(vectors([1, 2, 1, 2], 2), "x")).toThrow(/x are the same/);
  checkVaries(vectors([1, 2, 1, 3], 2), "x");
});

test("a sample's labels are counted", () => {
  const labels = Uint8Array.from([0, 2, 2, 0, 2]);
  const counts = checkSample({ ...vectors([1, 2, 3, 4, 5], 1), labels, classes: 4 });
  expect([...counts]).toEqual([2, 0, 3, 0]);
});

test("the entropy of labels is that of their shares", () => {
  expect(labelEntropy(Uint32Array.of(1, 0, 1, 2))).toBe(1.5);
  expect(labelEntropy(Uint32Array.of(0, 4))).toBe(0);
});
