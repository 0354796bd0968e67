import fc from "fast-check";
import { expect, test } from "vitest";
import { log2 } from "../../src/numerics/log2.js";
import { logarithmError } from "../support/exact-log2.js";

const errorAt = (x: number) => logarithmError(x, log2(x));

test("powers of two are exact", () => {
  for (let e = -1022; e <= 1023; e++) expect(log2(2 ** e)).toBe(e);
});

test("counts from 2 to 20,000 are within 3 ulp", () => {
  let worst = 0;
  for (let n = 2; n <= 20_000; n++) worst = Math.max(worst, errorAt(n));
  expect(worst).toBeLessThan(3);
});

test("all normal numbers are within 3 ulp", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1022, max: 1023 }),
      fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }),
      (exponent, mantissa) => {
        expect(errorAt(mantissa * 2 ** exponent)).toBeLessThan(3);
      },
    ),
    { seed: 1, numRuns: 5000 },
  );
});

test("numbers around 1 and around the square roots of 2 and 1/2 are within 3 ulp", () => {
  for (const centre of [1, Math.SQRT2, Math.SQRT1_2]) {
    for (let k = 1; k <= 2000; k++) {
      for (const x of [centre * (1 + k * 2 ** -52), centre * (1 - k * 1e-4)]) {
        expect(errorAt(x)).toBeLessThan(3);
      }
    }
  }
});

test("no logarithm of a count is below that of a smaller one", () => {
  let least = 1;
  for (let n = 1; n < 70_000; n++) least = Math.min(least, log2(n + 1) - log2(n));
  expect(least).toBeGreaterThan(0);
});
