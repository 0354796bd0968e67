import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../src/numerics/student.js";
import { DRAWS, differenceInterval, meanInterval } from "../../src/phases/bootstrap.js";

const NORMAL_QUANTILE = 1.959963984540054;
const quantile = (degrees: number) => studentQuantile(0.025, degrees);

const stretch = (count: number) =>
  (Math.sqrt(count / (count - 1)) * quantile(count - 1)) / NORMAL_QUANTILE;

describe("meanInterval", () => {
  it("of two values reaches the stretched ends: resamples are all low or all high a quarter each", () => {
    const { value, low, high } = meanInterval([0, 1]);
    expect(value).toBe(0.5);
    expect(low).toBeCloseTo(0.5 - 0.5 * stretch(2), 12);
    expect(high).toBeCloseTo(0.5 + 0.5 * stretch(2), 12);
  });

  it("finds the 2.5 % points of the resampled mean, here of a binomial count of 20 draws", () => {
    // 20 values, half of them 1: P(count <= 5) = 0.0207, P(count <= 6) = 0.0577.
    const values = Array.from({ length: 20 }, (_, i) => i % 2);
    const { low, high } = meanInterval(values);
    const k = stretch(20);
    expect(0.5 + (low - 0.5) / k).toBeCloseTo(6 / 20, 12);
    expect(0.5 + (high - 0.5) / k).toBeCloseTo(14 / 20, 12);
  });

  it("is about Student's interval for many values that are not skewed", () => {
    const values = Array.from({ length: 201 }, (_, i) => (i - 100) / 10);
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / 200);
    const half = (quantile(200) * deviation) / Math.sqrt(201);
    // Standard error of a 2.5 % point of DRAWS draws over the point itself, five of them.
    const density = 0.0584;
    const error = Math.sqrt((0.025 * 0.975) / DRAWS) / density / NORMAL_QUANTILE;
    const { low, high } = meanInterval(values);
    expect(Math.abs(-low / half - 1)).toBeLessThan(5 * error);
    expect(Math.abs(high / half - 1)).toBeLessThan(5 * error);
  });

  it("moves and grows with its values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 }),
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        (values, shift, factor) => {
          const one = meanInterval(values);
          const other = meanInterval(values.map((value) => factor * value + shift));
          for (const key of ["value", "low", "high"] as const) {
            expect(other[key]).toBeCloseTo(factor * one[key] + shift, 8);
          }
          expect(one.low).toBeLessThanOrEqual(one.high);
        },
      ),
    );
  });

  it("of equal values is that value, and of fewer than two is none", () => {
    expect(meanInterval([3, 3, 3])).toEqual({ value: 3, low: 3, high: 3 });
    expect(meanInterval([3])).toEqual({ value: 3, low: Number.NaN, high: Number.NaN });
    expect(meanInterval([]).value).toBeNaN();
  });
});

describe("differenceInterval", () => {
  it("is the interval of the second mean when the first does not vary", () => {
    const values = [1, 4, 2, 8, 5, 7];
    const { value, low, high } = differenceInterval([2, 2, 2, 2], values);
    expect(value).toBeCloseTo(4.5 - 2, 12);
    const own = meanInterval(values);
    // Another resampling: the ends agree up to the error of 2.5 % points, five of them.
    const error = (5 * Math.sqrt((0.025 * 0.975) / DRAWS)) / 0.0584 / NORMAL_QUANTILE;
    expect(Math.abs(value - low) / (own.value - own.low)).toBeGreaterThan(1 - error);
    expect(Math.abs(value - low) / (own.value - own.low)).toBeLessThan(1 + error);
    expect(high).toBeGreaterThan(value);
  });

  it("adds the variances of independent samples", () => {
    const first = Array.from({ length: 100 }, (_, i) => i % 10);
    const second = Array.from({ length: 100 }, (_, i) => 3 * ((i * 7) % 10));
    const [a, b] = [meanInterval(first), meanInterval(second)];
    const { low, high } = differenceInterval(first, second);
    const half = Math.hypot((a.high - a.low) / 2, (b.high - b.low) / 2);
    const error = (5 * Math.sqrt((0.025 * 0.975) / DRAWS)) / 0.0584 / NORMAL_QUANTILE;
    expect(Math.abs((high - low) / 2 / half - 1)).toBeLessThan(error);
  });

  it("has no interval when one sample has fewer than two", () => {
    expect(differenceInterval([1], [2, 3])).toEqual({
      ...{ value: 1.5, low: Number.NaN, high: Number.NaN },
    });
  });
});
