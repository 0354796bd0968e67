import { expect, test } from "vitest";
import { logRising } from "../../src/numerics/rising.js";
import { LOG_RISING } from "./gamma-fixtures.js";

/** The stated error. */
function bound(c: number, z: number): number {
  return 2 ** -50 * (z < 12 ? Math.max(1, z + c) * Math.max(1, Math.log(z + c) - Math.log(z)) : c);
}

test.each(
  LOG_RISING,
)("the rising factorial of %d factors from %d on has logarithm %d", (c, z, value) => {
  expect(Math.abs(logRising(c, z) - value)).toBeLessThanOrEqual(bound(c, z));
});

test("it is the sum of logarithms of its factors", () => {
  for (const z of [0.01, 0.5, 3, 11.99, 12, 12.01, 400]) {
    let sum = 0;
    for (let c = 1; c <= 300; c++) {
      expect(Math.abs(logRising(c, z) - sum)).toBeLessThanOrEqual(
        bound(c, z) + c * 1e-15 * Math.max(1, sum),
      );
      sum += Math.log1p(c / z);
    }
  }
});
