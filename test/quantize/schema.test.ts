import { expect, test } from "vitest";
import {
  inputQuantiserSchema,
  quantiserSchema,
  rangePolicySchema,
} from "../../src/quantize/schema.js";

test("bits are 1 to 16, or float", () => {
  for (const bits of [1, 8, 16, "float"]) {
    expect(quantiserSchema.safeParse({ bits }).success).toBe(true);
  }
  for (const bits of [0, 17, 2.5, -1, "8", "int", null]) {
    expect(quantiserSchema.safeParse({ bits }).success).toBe(false);
  }
});

test("activations follow the batch unless told otherwise", () => {
  expect(quantiserSchema.parse({ bits: 8 })).toEqual({ bits: 8, range: { policy: "batch" } });
});

test("the input's range is [-6, 6], widened by the data, by default", () => {
  expect(inputQuantiserSchema.parse({ bits: 8 })).toEqual({
    bits: 8,
    range: { policy: "fixed", low: -6, high: 6, widen: true },
  });
});

test("moving averages have the study's decay and start by default", () => {
  expect(rangePolicySchema.parse({ policy: "moving-average" })).toEqual({
    ...{ policy: "moving-average", decay: 0.999 },
    ...{ low: -6, high: 6, biasCorrection: false },
  });
});

test.each([
  ["an unknown policy", { policy: "percentile" }],
  ["a key of another policy", { policy: "batch", decay: 0.9 }],
  ["a range without 0 on its left", { policy: "fixed", low: 1, high: 2 }],
  ["a range without 0 on its right", { policy: "fixed", low: -2, high: -1 }],
  ["an empty range", { policy: "fixed", low: 0, high: 0 }],
  ["a decay of 1", { policy: "moving-average", decay: 1 }],
  ["no epochs of calibration", { policy: "calibrated", epochs: 0 }],
])("%s is refused", (_, policy) => {
  expect(rangePolicySchema.safeParse(policy).success).toBe(false);
});
