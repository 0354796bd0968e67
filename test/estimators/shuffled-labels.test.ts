import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { createEstimators } from "../../src/estimators/create.js";
import type { Estimate, Sample } from "../../src/estimators/estimator.js";
import { shuffledLabels } from "../../src/estimators/shuffled-labels.js";
import { sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";

const engine = await createEngine();
const values = new Values(3);
const ROWS = Array.from({ length: 80 }, () => [values.uniform(-1, 1), values.uniform(-1, 1)]);
const SAMPLE = sampleOf(
  ROWS,
  ROWS.map(([x]) => (x > 0 ? 1 : 0)),
);

/** Hands on what it was given, and says that I(T;Y) is the number of its call. */
function listening(): { heard: Sample[]; estimator: Parameters<typeof shuffledLabels>[0] } {
  const heard: Sample[] = [];
  const estimator = {
    name: "name",
    references: ["a"],
    discretises: true,
    estimate: (sample: Sample) => {
      heard.push(sample);
      return {
        entropy: 7,
        labelInformation: heard.length,
        conditionalEntropy: 2 * heard.length,
        notes: ["own"],
      } as unknown as Estimate;
    },
  };
  return { heard, estimator };
}

test("the mean and deviation are those over shuffles of the labels, activations unchanged", () => {
  const { estimator, heard } = listening();
  const baseline = shuffledLabels(estimator, { draws: 4, seed: 1 });
  const found = baseline.estimate(SAMPLE);
  expect(found).toMatchObject({
    entropy: 7,
    labelInformation: 2.5,
    conditionalEntropy: 5,
    status: "estimate",
  });
  expect(found.notes).toEqual([
    "I(T;Y) is the mean over 4 shuffles of the labels; its standard deviation from one to the next is 1.29 bits.",
    "own",
  ]);
  expect([baseline.name, baseline.discretises]).toEqual(["name, shuffled labels", false]);
  expect(baseline.references).toEqual(["a", "panzeri2007"]);
  const ones = (sample: Sample) => sample.labels.filter((label) => label === 1).length;
  for (const sample of heard) {
    expect(sample.values).toBe(SAMPLE.values);
    expect(ones(sample)).toBe(ones(SAMPLE));
  }
  expect(new Set(heard.map(({ labels }) => labels.join())).size).toBe(4);
});

test("draws depend on the seed and not on what was estimated before", () => {
  const hear = (seed: number, draws: number, times: number) => {
    const { estimator, heard } = listening();
    const baseline = shuffledLabels(estimator, { draws, seed });
    for (let k = 0; k < times; k++) baseline.estimate(SAMPLE);
    return heard.slice(-draws).map(({ labels }) => labels.join());
  };
  expect(hear(1, 3, 2)).toEqual(hear(1, 3, 1));
  expect(hear(1, 5, 1).slice(0, 3)).toEqual(hear(1, 3, 1));
  expect(hear(2, 3, 1)).not.toEqual(hear(1, 3, 1));
});

test("a binning finds information in shuffled labels, by its bias, and the true labels do not suffer", () => {
  const shuffles = { draws: 50, seed: 0 };
  const [own, baseline] = createEstimators(
    [{ kind: "bins", bins: 4, bounds: "unit", correction: "none", shuffledLabels: shuffles }],
    engine,
  );
  const before = own.estimate(SAMPLE);
  const found = baseline.estimate(SAMPLE);
  // (states - 1) (classes - 1) / (2 n ln 2), the first term of the bias (Panzeri et al., 2007); the
  // rest is of order 1/n^2, at 80 inputs in 16 states less than half of it.
  const bias = (found.states - 1) / (2 * 80 * Math.LN2);
  expect(Math.abs(found.labelInformation / bias - 1)).toBeLessThan(0.5);
  expect(own.estimate(SAMPLE)).toEqual(before);
  expect(before.labelInformation).toBeCloseTo(before.labelCeiling, 1);
});
