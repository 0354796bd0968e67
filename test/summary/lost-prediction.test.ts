import { describe, expect, it } from "vitest";
import { losesPrediction, neededForPrediction } from "../../src/summary/lost-prediction.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

const summary = summariseRun(syntheticResults({ layers: 2, repetitions: 2, epochs: 50 }));
const [{ label }] = summary.layers;

/** The summary of networks with these accuracies at the end. */
const withAccuracies = (train: number, test: number) => {
  const mean = (value: number) => ({ mean: value, standardError: null });
  const end = {
    ...summary.training.end,
    trainAccuracy: mean(train),
    testAccuracy: mean(test),
  };
  return { ...summary, training: { ...summary.training, end } };
};

describe("neededForPrediction", () => {
  it("is all of the label for a perfect network, nothing for one that guesses", () => {
    expect(neededForPrediction(withAccuracies(1, 1))).toBe(label.ceiling);
    expect(neededForPrediction(withAccuracies(0.5, 0.5))).toBe(0);
  });

  it("takes the lower accuracy: H(Y) - h(0.05) of two classes", () => {
    const coin = -0.05 * Math.log2(0.05) - 0.95 * Math.log2(0.95);
    expect(neededForPrediction(withAccuracies(1, 0.95))).toBeCloseTo(label.ceiling - coin, 12);
    expect(neededForPrediction(withAccuracies(0.95, 1))).toBeCloseTo(label.ceiling - coin, 12);
  });
});

it("is lost only where less is known than needed", () => {
  const row = { label: { ...label, end: { mean: 0.7, standardError: null } } };
  expect(losesPrediction(row, 0.7)).toBe(false);
  expect(losesPrediction(row, 0.71)).toBe(true);
});
