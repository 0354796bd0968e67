import { expect, test } from "vitest";
import { checkData } from "../../../src/bounds/three-layer/data.js";
import {
  parseThreeLayer,
  ThreeLayerError,
  threeLayerJsonSchema,
} from "../../../src/bounds/three-layer/parse.js";
import { spherePoints } from "./sphere.js";

test("nothing at all is a complete run", () => {
  expect(parseThreeLayer({})).toMatchObject({
    model: "three-layer",
    first: 1024,
    features: 64,
    second: 1024,
    optimiser: { name: "psgd", bound1: 1, bound2: 1 },
    batchSize: 128,
  });
});

test.each([
  [{ first: 20 }, "first: expected a multiple of 16, found 20"],
  [{ features: 8 }, "features: expected an integer from 16 to 65536, found 8"],
  [{ los: "hinge" }, 'los: unknown key; did you mean "loss"?'],
  [
    { loss: "hing" },
    'loss: expected "squared", "logistic" or "hinge", found "hing"; did you mean "hinge"?',
  ],
  [{ optimiser: { name: "psgd", rate: 0 } }, "optimiser.rate: expected a number above 0"],
  [{ optimiser: { name: "sgd", beta1: 1 } }, "optimiser.beta1: unknown key"],
  [{ optimiser: { name: "adam" } }, 'optimiser.name: expected "psgd" or "sgd", found "adam"'],
])("%o is refused with its path", (document, message) => {
  expect(() => parseThreeLayer(document)).toThrow(ThreeLayerError);
  expect(() => parseThreeLayer(document)).toThrow(message);
});

test("the JSON Schema describes every key at the top", () => {
  const schema = threeLayerJsonSchema() as { properties: Record<string, { default?: unknown }> };
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(parseThreeLayer({})).sort());
});

const train = spherePoints(4, 3, 1);

test.each([
  [{ train: { ...train, samples: 0 } }, "train.samples: expected a positive integer, found 0"],
  [{ train: { ...train, samples: 5 } }, "train.inputs: expected 15 numbers, found 12"],
  [
    { train: { ...train, targets: new Float32Array(3) } },
    "train.targets: expected 4 numbers, found 3",
  ],
  [
    { train: { ...train, inputs: train.inputs.map((x, i) => (i === 7 ? Number.NaN : x)) } },
    "train.inputs[7]: expected a finite number, found NaN",
  ],
  [{ train, test: spherePoints(4, 2, 1) }, "test.dimension: expected 3, as in train, found 2"],
  [
    { train: { ...train, targets: Float32Array.of(1, -1, 0.5, 1) } },
    "train.targets[2]: expected -1 or 1 for the hinge loss, found 0.5",
  ],
])("data that do not fit are refused: %#", (data, message) => {
  expect(() => checkData(data, "hinge")).toThrow(message);
});

test("the squared loss takes real targets", () => {
  checkData({ train: { ...train, targets: Float32Array.of(1, -1, 0.5, 1) } }, "squared");
});
