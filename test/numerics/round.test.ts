import fc from "fast-check";
import { expect, test } from "vitest";
import { roundHalfEven, roundUpTo } from "../../src/numerics/round.js";

test.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [3.5, 4],
  [-0.5, 0],
  [-1.5, -2],
  [-2.5, -2],
  [127.5, 128],
  [0.49999999999999994, 0],
  [-0.49999999999999994, 0],
  [2.5000000000000004, 3],
  [2.4999999999999996, 2],
  [-7.2, -7],
  [-7.8, -8],
  [2 ** 52 + 1, 2 ** 52 + 1],
  [-(2 ** 53), -(2 ** 53)],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
])("%d rounds to %d", (x, wanted) => {
  expect(roundHalfEven(x) + 0).toBe(wanted);
});

test("the nearest integer is at most one half away, and even when two are as near", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (eighths) => {
      const x = eighths / 8;
      const rounded = roundHalfEven(x);
      expect(Number.isInteger(rounded)).toBe(true);
      expect(Math.abs(rounded - x)).toBeLessThanOrEqual(0.5);
      if (Math.abs(rounded - x) === 0.5) expect(Math.abs(rounded % 2)).toBe(0);
    }),
  );
});

test("rounding up gives the least multiple that is not below", () => {
  expect([0, 1, 15, 16, 17].map((x) => roundUpTo(x, 16))).toEqual([0, 16, 16, 16, 32]);
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1000 }), (x, step) => {
      const up = roundUpTo(x, step);
      expect(up % step).toBe(0);
      expect(up).toBeGreaterThanOrEqual(x);
      expect(up - step).toBeLessThan(x);
    }),
  );
});
