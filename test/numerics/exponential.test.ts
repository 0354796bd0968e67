import fc from "fast-check";
import { expect, test } from "vitest";
import { exponential } from "../../src/numerics/exponential.js";
import { exponentialError } from "../support/exact-exp.js";

const errorAt = (x: number) => exponentialError(x, exponential(x));

test("e^x is within 2 ulp from -707 to 709", () => {
  fc.assert(
    fc.property(fc.double({ min: -707, max: 709, noNaN: true }), (x) => {
      expect(errorAt(x)).toBeLessThan(2);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("multiples of ln 2 / 2, where the exponent changes, are within 2 ulp", () => {
  for (let k = -2040; k < 2040; k++) {
    for (const d of [-1e-12, 0, 1e-12]) {
      expect(errorAt((k * Math.LN2) / 2 + d)).toBeLessThan(2);
    }
  }
});

test("e^0 is 1, and beyond its range e^x is 0 or infinite", () => {
  expect([0, -0].map(exponential)).toEqual([1, 1]);
  expect([-708, -1e300, Number.NEGATIVE_INFINITY].map(exponential)).toEqual([0, 0, 0]);
  expect([709.1, 1e300, Number.POSITIVE_INFINITY].map(exponential)).toEqual([
    Infinity,
    Infinity,
    Infinity,
  ]);
  expect(exponential(Number.NaN)).toBeNaN();
});
