import { describe, expect, it } from "vitest";
import { meanInterval } from "../../src/phases/bootstrap.js";
import { simultaneous, verdictAmong } from "../../src/phases/simultaneous.js";
import { familyRates, phaseOf } from "../support/courses.js";

describe("simultaneous", () => {
  it("widens by the ratio of Student's quantiles, each side by itself", () => {
    const interval = { value: 1, low: 0, high: 3 };
    // t of 9 degrees of freedom: 2.262157 beyond 2.5 %, 3.689662 beyond 0.25 % (tables).
    const { high, low, value } = simultaneous(interval, 10, 10);
    expect(value).toBe(1);
    expect(low).toBeCloseTo(1 - 3.689662 / 2.262157, 5);
    expect(high).toBeCloseTo(1 + (2 * 3.689662) / 2.262157, 5);
  });

  it("leaves one interval as it is, and what has none", () => {
    const interval = meanInterval([1, 2, 4]);
    expect(simultaneous(interval, 3, 1)).toEqual(interval);
    expect(simultaneous(meanInterval([1]), 1, 9).low).toBeNaN();
  });
});

describe("verdictAmong", () => {
  const spread = (mean: number, repetitions: number) =>
    phaseOf(Array.from({ length: repetitions }, (_, i) => mean + (i % 2 === 0 ? 0.05 : -0.05)));

  it("is the verdict itself among one, and gives way among many when it is close", () => {
    const close = spread(0.17, 10);
    expect(close.verdict).toBe("yes");
    expect([1, 100].map((count) => verdictAmong(close, count))).toEqual(["yes", "undecided"]);
    expect(verdictAmong(spread(1, 10), 100)).toBe("yes");
  });

  it("asks for more repetitions the more a no would be one of", () => {
    expect([1, 4, 5].map((count) => verdictAmong(spread(0, 20), count))).toEqual([
      ...["no", "no", "undecided"], // 0.8^20 = 1.15 %, of at most 5 % over the number.
    ]);
    expect(verdictAmong(spread(0, 50), 100)).toBe("no");
    expect(verdictAmong(spread(0.12, 50), 1)).toBe("undecided");
  });

  it("makes a false yes among many phases as rare as one alone", () => {
    const [phases, trials] = [20, 250];
    const { alone, among } = familyRates({ phases, repetitions: 10 }, trials);
    // 5 % at most, and one time in 30,000 (4 sigma) more than this in so many families.
    expect(among).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / trials));
    // One by one: 1 - 0.975^20 = 40 % would be expected of independent verdicts.
    expect(alone).toBeGreaterThan(0.4 - 4 * Math.sqrt((0.4 * 0.6) / trials));
  });
});
