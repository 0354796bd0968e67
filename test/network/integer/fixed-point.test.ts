import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedPoint } from "../../../src/network/integer/fixed-point.js";

const ONE = 2n ** 30n;

/** floor(acc * ratio + 1/2) of the true ratio, which is a fraction of integers, in BigInt. */
function roundedProduct(acc: bigint, numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * acc * numerator + denominator;
  const quotient = doubled / (2n * denominator);
  return quotient * 2n * denominator > doubled ? quotient - 1n : quotient;
}

const product = (acc: bigint, { multiplier, shift }: ReturnType<typeof fixedPoint>) =>
  (acc * 2n ** BigInt(shift) * BigInt(multiplier) + ONE / 2n) >> 30n;

describe("fixedPoint", () => {
  it.each([
    [0.5, { multiplier: 2 ** 29, shift: 0 }],
    [2 ** -30, { multiplier: 1, shift: 0 }],
    [2 ** -31, { multiplier: 1, shift: 0 }],
    [2 ** -32, { multiplier: 0, shift: 0 }],
    [1 - 2 ** -30, { multiplier: 2 ** 30 - 1, shift: 0 }],
    [1 - 2 ** -32, { multiplier: 2 ** 29, shift: 1 }],
    [1, { multiplier: 2 ** 29, shift: 1 }],
    [3, { multiplier: 3 * 2 ** 28, shift: 2 }],
    [2 ** 16, { multiplier: 2 ** 29, shift: 17 }],
    [1e30, { multiplier: 2 ** 30 - 1, shift: 17 }],
    [Number.POSITIVE_INFINITY, { multiplier: 2 ** 30 - 1, shift: 17 }],
    [0, { multiplier: 0, shift: 0 }],
    [Number.NaN, { multiplier: 0, shift: 0 }],
  ])("of %d is %o", (ratio, wanted) => {
    expect(fixedPoint(ratio)).toEqual(wanted);
  });

  it("is never off by a level and a half from acc times the ratio, and right for small products", () => {
    const acc = fc.integer({ min: 1 - 2 ** 30, max: 2 ** 30 - 1 }).map(BigInt);
    const mantissa = fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n });
    fc.assert(
      fc.property(acc, mantissa, fc.integer({ min: 52, max: 100 }), (x, m, down) => {
        const denominator = 2n ** BigInt(down);
        const ratio = Number(m) / 2 ** down;
        const exact = roundedProduct(x, m, denominator);
        const found = product(x, fixedPoint(ratio));
        const scale = 2n ** BigInt(fixedPoint(ratio).shift);
        const size = found > exact ? found - exact : exact - found;
        expect(size <= scale).toBe(true);
        const tiny = x % 2n ** 20n;
        const far = product(tiny, fixedPoint(ratio)) - roundedProduct(tiny, m, denominator);
        expect(far === 0n || far === 1n || far === -1n).toBe(true);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it("from 2^16 on takes every accumulator but 0 beyond all grids of 15 bits", () => {
    for (const ratio of [2 ** 16, 2 ** 20, 1e38, Number.POSITIVE_INFINITY]) {
      expect(product(1n, fixedPoint(ratio))).toBeGreaterThanOrEqual(2n ** 16n - 1n);
      expect(product(-1n, fixedPoint(ratio))).toBeLessThanOrEqual(1n - 2n ** 16n);
      expect(product(0n, fixedPoint(ratio))).toBe(0n);
    }
  });
});
