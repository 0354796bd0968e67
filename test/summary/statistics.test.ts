import { describe, expect, it } from "vitest";
import { measured, statistics } from "../../src/summary/statistics.js";

describe("statistics", () => {
  it("gives the sample standard deviation", () => {
    const { mean, deviation, count } = statistics([1, 2, 6]);
    expect([mean, count]).toEqual([3, 3]);
    expect(deviation).toBeCloseTo(Math.sqrt(7), 12);
  });

  it("leaves out what is not finite", () => {
    expect(statistics([Number.NaN, 4, Number.POSITIVE_INFINITY])).toEqual({
      mean: 4,
      deviation: 0,
      count: 1,
    });
  });

  it("has no mean of nothing and no deviation of one value", () => {
    expect(statistics([]).mean).toBeNaN();
    expect(statistics([4])).toEqual({ mean: 4, deviation: 0, count: 1 });
  });
});

describe("measured", () => {
  it("divides the deviation by the root of the number of values", () => {
    expect(measured([1, 3, 1, 3]).standardError).toBeCloseTo(Math.sqrt(4 / 3) / 2, 12);
  });

  it("has no standard error of one value", () => {
    expect(measured([2])).toEqual({ mean: 2, standardError: null });
  });
});
