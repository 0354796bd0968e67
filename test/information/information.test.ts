import { describe, expect, test } from "vitest";
import { informationOf, SATURATION } from "../../src/information/information.js";

/** 8 inputs, 4 states of 2, labels halved, label decided by the state. */
const sums = { states: 4 * 2, labels: 2 * 4 * 2, pairs: 4 * 2 };

test("entropies follow from the sums of c log2 c", () => {
  expect(informationOf(sums, 8, 4, 0, true)).toEqual({
    entropy: 2,
    inputInformation: 2,
    labelInformation: 1,
    conditionalEntropy: 1,
    states: 4,
    singletons: 0,
    ceiling: 3,
    labelCeiling: 1,
    status: "exact",
  });
});

test("one state gives exactly 0, whatever the rounding of the sums", () => {
  const n = 70_000;
  const all = n * Math.log2(n) * (1 + 2 ** -50);
  const one = informationOf({ states: all, labels: 0.7 * n, pairs: 0.7 * n }, n, 1, 0, false);
  expect([one.entropy, one.inputInformation, one.labelInformation, one.conditionalEntropy]).toEqual(
    [0, 0, 0, 0],
  );
  expect(one.labelCeiling).toBeGreaterThan(0);
});

describe("a sample is saturated", () => {
  const statusOf = (singletons: number, population: boolean) =>
    informationOf(sums, 8, 8, singletons, population).status;

  test("when more than half of its inputs have a state of their own", () => {
    expect(SATURATION).toBe(0.5);
    expect([0, 3, 4, 5, 8].map((singletons) => statusOf(singletons, false))).toEqual([
      "exact",
      "exact",
      "exact",
      "saturated",
      "saturated",
    ]);
  });

  test("and a population never is", () => {
    expect([0, 4, 5, 8].every((singletons) => statusOf(singletons, true) === "exact")).toBe(true);
  });
});
