import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { createEstimators } from "../../src/estimators/create.js";
import { type EstimatorDocument, estimatorsSchema } from "../../src/estimators/schema.js";
import { references } from "../../src/experiment/references.js";
import { drawSample, sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";

const engine = await createEngine();

function create(...documents: EstimatorDocument[]) {
  return createEstimators(estimatorsSchema.parse(documents), engine);
}

const ALL: EstimatorDocument[] = [
  { kind: "bins", bins: [2, 30], bounds: "global" },
  { kind: "bins", bins: 30, bounds: [-1, 1], correction: "nsb", shuffledLabels: { draws: 2 } },
  { kind: "bins", width: 0.07 },
  { kind: "bins", bins: 30 },
  { kind: "adaptive", bins: 4, correction: "chao-shen" },
  { kind: "codes", correction: "miller-madow" },
  { kind: "codes" },
];

test("lists are expanded, baselines follow, and every name is another", () => {
  expect(create(...ALL).map(({ name }) => name)).toEqual([
    "2 bins, global bounds",
    "30 bins, global bounds",
    "30 bins in [-1, 1], NSB",
    "30 bins in [-1, 1], NSB, shuffled labels",
    "bins of width 0.07",
    "30 bins, layer bounds",
    "4 equal-mass bins per unit, Chao-Shen",
    "codes, Miller-Madow",
    "codes",
  ]);
});

test("every reference is known", () => {
  for (const { references: keys } of create(...ALL)) {
    expect(keys.filter((key) => !references[key])).toEqual([]);
    expect(keys.length).toBeGreaterThan(0);
  }
});

test("estimators that share a memory do not disturb one another, whatever the sample", () => {
  const values = new Values(6);
  const samples = Array.from({ length: 6 }, () =>
    drawSample(values, values.below(2) ? Float32Array : Float64Array),
  );
  const shared = create(...ALL);
  for (const round of [0, 1]) {
    for (const sample of round === 0 ? samples : samples.toReversed()) {
      const fresh = create(...ALL);
      shared.forEach((estimator, e) => {
        expect(estimator.estimate(sample)).toEqual(fresh[e].estimate(sample));
      });
    }
  }
});

test("labels that are changed in place are noticed", () => {
  const [estimator] = create({ kind: "codes" });
  const sample = sampleOf([[0], [1], [0], [1]], [0, 1, 0, 1]);
  expect(estimator.estimate(sample).labelInformation).toBe(1);
  sample.labels.set([0, 0, 1, 1]);
  expect(estimator.estimate(sample).labelInformation).toBe(0);
});
