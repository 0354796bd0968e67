import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thin } from "../../src/summary/thin.js";

const epochs = (every: number, count: number) =>
  Array.from({ length: count }, (_, index) => index * every);

describe("thin", () => {
  it("keeps every epoch when there are few", () => {
    expect(thin(epochs(5, 4), 10)).toEqual([0, 1, 2, 3]);
    expect(thin([7])).toEqual([0]);
    expect(thin([])).toEqual([]);
  });

  it("keeps the first and the last, ascending, once each, and at most the limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 3000 }),
        (every, n) => {
          const chosen = thin(epochs(every, n), 100);
          expect(chosen[0]).toBe(0);
          expect(chosen.at(-1)).toBe(n - 1);
          expect(chosen.length).toBeLessThanOrEqual(100);
          expect(chosen.every((index, i) => i === 0 || index > chosen[i - 1])).toBe(true);
        },
      ),
    );
  });

  it("is dense at the start for logarithmic axes and reaches into the end for linear ones", () => {
    const chosen = thin(epochs(1, 8000), 300);
    expect(chosen.filter((index) => index < 20).length).toBeGreaterThan(15);
    expect(chosen.filter((index) => index >= 4000).length).toBeGreaterThan(75);
  });
});
