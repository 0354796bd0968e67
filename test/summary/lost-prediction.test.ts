import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { informationOf } from "../../src/information/information.js";
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
  const needed = (train: number, test: number) =>
    neededForPrediction(withAccuracies(train, test), label.ceiling);

  it("is all of the label for a perfect network, nothing for one that guesses", () => {
    expect(needed(1, 1)).toBe(label.ceiling);
    expect(needed(0.5, 0.5)).toBe(0);
  });

  it("takes the lower accuracy: H(Y) - h(0.05) of two classes", () => {
    const coin = -0.05 * Math.log2(0.05) - 0.95 * Math.log2(0.95);
    expect(needed(1, 0.95)).toBeCloseTo(label.ceiling - coin, 12);
    expect(needed(0.95, 1)).toBeCloseTo(label.ceiling - coin, 12);
  });
});

describe("losesPrediction", () => {
  const knowing = (bits: number, ceiling: number) => ({
    label: { ...label, ceiling, end: { mean: bits, standardError: null } },
  });

  it("is so only where less is known than the prediction knows of the labels counted", () => {
    const perfect = withAccuracies(1, 1);
    expect(losesPrediction(perfect, knowing(0.99, 0.99))).toBe(false);
    expect(losesPrediction(perfect, knowing(0.989, 0.99))).toBe(true);
    expect(losesPrediction(withAccuracies(1, 0.5), knowing(0, 0.99))).toBe(false);
  });

  it("is never so of states that hold one label each, whatever is rounded", () => {
    const sum = (counts: number[]) => counts.reduce((all, c) => all + c * Math.log2(c), 0);
    const counts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, counts, (zeros, ones) => {
        const labels = [zeros, ones].map((own) => own.reduce((a, b) => a + b));
        const states = [...zeros, ...ones];
        const inputs = labels[0] + labels[1];
        const sums = { states: sum(states), labels: sum(labels), pairs: sum(states) };
        const { labelCeiling, labelInformation } = informationOf(
          ...([sums, inputs, states.length, 0, true] as const),
        );
        const row = knowing(labelInformation, labelCeiling);
        expect(losesPrediction(withAccuracies(1, 1), row)).toBe(false);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});
