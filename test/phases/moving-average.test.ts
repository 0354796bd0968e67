import fc from "fast-check";
import { expect, test } from "vitest";
import { movingAverage } from "../../src/phases/moving-average.js";

test("every value is the mean of the finite ones at most half a width away, from the start on", () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -100, max: 100 }) },
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
  );
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(1, 3, 5, 9),
      (values, start, width) => {
        const from = Math.min(start, values.length - 1);
        const own = values.slice(from);
        const smoothed = movingAverage(Float64Array.from(values), from, width);
        expect(smoothed).toHaveLength(own.length);
        own.forEach((_, i) => {
          const window = own
            .slice(Math.max(0, i - (width - 1) / 2), i + (width - 1) / 2 + 1)
            .filter(Number.isFinite);
          const mean = window.reduce((sum, x) => sum + x, 0) / window.length;
          if (window.length === 0) expect(smoothed[i]).toBeNaN();
          else expect(smoothed[i]).toBeCloseTo(mean, 10);
        });
      },
    ),
  );
});
