import { expect, test } from "vitest";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { parseShortForm } from "../../src/estimators/short-form.js";

test.each([
  ["bins:30", { kind: "bins", bins: 30 }],
  ["bins:30:global", { kind: "bins", bins: 30, bounds: "global" }],
  ["bins:30:-1,1:nsb", { kind: "bins", bins: 30, bounds: [-1, 1], correction: "nsb" }],
  ["bins:30,100,256", { kind: "bins", bins: [30, 100, 256] }],
  ["bins:width=0.07", { kind: "bins", width: 0.07 }],
  ["adaptive:8:layer", { kind: "adaptive", bins: 8, bounds: "layer" }],
  ["codes:nsb:1e6", { kind: "codes", correction: "nsb", alphabet: 1e6 }],
  ["kde:1e-3:lower", { kind: "kde", variance: 0.001, bound: "lower" }],
  ["ksg", { kind: "ksg" }],
  ["ksg:algorithm=2:5", { kind: "ksg", algorithm: 2, k: 5 }],
  ["ross:3", { kind: "ross", k: 3 }],
  ["bins:", { kind: "bins", bins: "" }],
  [' {"kind": "bins", "bins": 2}', { kind: "bins", bins: 2 }],
])("%s", (text, document) => {
  expect(parseShortForm(text)).toEqual(document);
});

test.each([
  ["bin:30", 'no estimator "bin"; expected one of bins, adaptive, codes, kde, ksg, ross'],
  ["constructor:1", 'no estimator "constructor"'],
  ["", 'no estimator ""'],
  ["ross:3:4", "more than ross takes: ross:k"],
  ["bins:30:bins=3", "gives bins twice"],
  ["bins:kind=kde", "gives kind twice"],
  ["{bins}", "is not JSON"],
])("%s is refused", (text, message) => {
  expect(() => parseShortForm(text)).toThrow(EstimatorError);
  expect(() => parseShortForm(text)).toThrow(message);
});
