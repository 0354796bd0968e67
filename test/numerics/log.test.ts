import { expect, test } from "vitest";
import { log } from "../../src/numerics/log.js";
import { logarithmError } from "../support/exact-log2.js";

test("the natural logarithm is within 4 ulp", () => {
  for (let k = -3000; k <= 3000; k++) {
    const x = 1.26 ** k;
    if (x < 2 ** -1022 || x === Number.POSITIVE_INFINITY || k === 0) continue;
    expect(logarithmError(x, log(x), true)).toBeLessThan(4);
  }
});

test("the logarithm of 1 is 0, of 2 is ln 2", () => {
  expect(log(1)).toBe(0);
  expect(log(2)).toBe(Math.LN2);
});
