import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { ALL_CITATIONS, citationsOf } from "../../src/experiment/citations.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";
import { references } from "../../src/experiment/references.js";

const engine = await createEngine();
const partsOf = (document: unknown) =>
  citationsOf(parseExperiment(document), engine).map(({ part }) => part);

test("every preset cites references that there are", () => {
  for (const preset of [...Object.values(presets)]) {
    const keys = citationsOf(parseExperiment(preset), engine).flatMap((one) => one.references);
    expect(keys.filter((key) => !Object.hasOwn(references, key))).toEqual([]);
  }
  const keys = ALL_CITATIONS.flatMap((citation) => citation.references);
  expect(keys.filter((key) => !Object.hasOwn(references, key))).toEqual([]);
});

test("a run cites what it uses, and not what it does not", () => {
  const about = "exact counts, and the study whose experiments the presets repeat";
  expect(partsOf(presets["syn-tanh-8bit"])).toEqual([
    ...[about, "information plane", "data: SYN", "optimiser: Adam"],
    ...["initialisation: Glorot uniform"],
    "quantised training: affine grids, straight-through gradients",
  ]);
  expect(partsOf(presets["syn-tanh-32bit"])).not.toContainEqual(
    expect.stringMatching(/^quantised/),
  );
  expect(partsOf(presets["mnist-bn2-8bit"])).toEqual(
    expect.arrayContaining(["data: MNIST", expect.stringMatching(/^share of lone states/)]),
  );
  expect(partsOf(presets["mnist-bn2-8bit"]).join()).not.toContain("Glorot");
  const sgd = { ...presets["syn-tanh-8bit"], optimiser: { name: "sgd", learningRate: 0.1 } };
  expect(partsOf(sgd).join()).not.toContain("Adam");
});

test("estimators are cited by name", () => {
  const document = { ...presets["syn-tanh-8bit"], estimators: [{ kind: "kde", variance: 0.1 }] };
  expect(citationsOf(parseExperiment(document), engine)).toContainEqual({
    part: "estimator: KDE upper bound, noise variance 0.1",
    references: ["kolchinsky2017", "saxe2018"],
  });
});
