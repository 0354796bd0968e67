import fc from "fast-check";
import { expect, test } from "vitest";
import { expNegative } from "../../src/numerics/exp-negative.js";
import { exponentialError } from "../support/exact-exp.js";

const errorAt = (x: number) => exponentialError(x, expNegative(x));

test("e^x is within 2 ulp from -708 to 0", () => {
  fc.assert(
    fc.property(fc.double({ min: -708, max: 0, noNaN: true }), (x) => {
      expect(errorAt(x)).toBeLessThan(2);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("multiples of ln 2 / 2, where the exponent changes, are within 2 ulp", () => {
  for (let k = 1; k < 2000; k++) {
    for (const d of [-1e-12, 0, 1e-12]) {
      expect(errorAt(Math.min(0, (-k * Math.LN2) / 2 + d))).toBeLessThan(2);
    }
  }
});

test("0 gives 1, and what is below -708 gives 0", () => {
  expect([0, -0, -708.1, -1e300, Number.NEGATIVE_INFINITY].map(expNegative)).toEqual([
    1, 1, 0, 0, 0,
  ]);
});
