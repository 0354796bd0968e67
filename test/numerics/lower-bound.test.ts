import fc from "fast-check";
import { expect, test } from "vitest";
import { lowerBound } from "../../src/numerics/lower-bound.js";

test("counts the values that are less, equal ones among them", () => {
  const values = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 20 });
  fc.assert(
    fc.property(values, fc.integer({ min: -1, max: 9 }), fc.nat(), (drawn, x, more) => {
      const ascending = Float32Array.from(drawn).sort();
      const length = more % (ascending.length + 1);
      const less = (count: number) => ascending.subarray(0, count).filter((one) => one < x).length;
      expect(lowerBound(ascending, x)).toBe(less(ascending.length));
      expect(lowerBound(ascending, x, length)).toBe(less(length));
    }),
    { seed: 1 },
  );
});
