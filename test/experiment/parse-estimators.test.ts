import { expect, test } from "vitest";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { parseEstimator } from "../../src/experiment/parse-estimators.js";

test("defaults are filled in", () => {
  expect(parseEstimator("ksg")).toEqual({ kind: "ksg", algorithm: 1, k: 3 });
});

test.each([
  ["bins:0", '"bins:0": bins: expected an integer from 1 to 65536'],
  ["bins:30:unti", 'bounds: expected "unit", "layer", "global"'],
  ["bins:30:1,-1", "bounds"],
  ["bins", 'bins: expected a number of bins, or "width"'],
  ["bins:30:width=1", 'width: expected either "bins" or "width", not both'],
  ["kde:", "variance: expected a number from 1e-30 to 1e+30"],
  ["kde:0.1:uper", 'did you mean "upper"?'],
  ["ross:3:seed=4", "seed: unknown key"],
  ['{"kind": "mine"}', "kind"],
])("%s is refused: %s", (text, message) => {
  expect(() => parseEstimator(text)).toThrow(EstimatorError);
  expect(() => parseEstimator(text)).toThrow(message);
});
