import fc from "fast-check";
import { expect, test } from "vitest";
import { log2 } from "../../src/numerics/log2.js";
import { ulp64 } from "../support/ulp.js";

function ulpsFrom(x: number): number {
  const wanted = Math.log2(x);
  return Math.abs(log2(x) - wanted) / ulp64(wanted);
}

test("powers of two are exact", () => {
  for (let e = -1022; e <= 1023; e++) expect(log2(2 ** e)).toBe(e);
});

test("counts from 1 to 100,000 are within 2 ulp of Math.log2", () => {
  let worst = 0;
  for (let n = 1; n <= 100_000; n++) worst = Math.max(worst, n === 1 ? 0 : ulpsFrom(n));
  expect(worst).toBeLessThanOrEqual(2);
});

test("all normal numbers are within 2 ulp of Math.log2", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1022, max: 1023 }),
      fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }),
      (exponent, mantissa) => {
        const x = mantissa * 2 ** exponent;
        if (x !== 1) expect(ulpsFrom(x)).toBeLessThanOrEqual(2);
      },
    ),
    { seed: 1, numRuns: 20_000 },
  );
});

test("numbers around 1 and around the square roots of 2 and 1/2 are within 2 ulp of Math.log2", () => {
  for (const centre of [1, Math.SQRT2, Math.SQRT1_2]) {
    for (let k = 1; k <= 2000; k++) {
      for (const x of [centre * (1 + k * 2 ** -52), centre * (1 - k * 1e-4)]) {
        expect(ulpsFrom(x)).toBeLessThanOrEqual(2);
      }
    }
  }
});

test("no logarithm of a count is below that of a smaller one", () => {
  for (let n = 1; n < 70_000; n++) expect(log2(n + 1)).toBeGreaterThan(log2(n));
});
