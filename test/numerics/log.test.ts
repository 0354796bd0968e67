import { expect, test } from "vitest";
import { log } from "../../src/numerics/log.js";
import { ulp64 } from "../support/ulp.js";

test("the natural logarithm is within 4 ulp of Math.log", () => {
  for (let k = -3000; k <= 3000; k++) {
    if (k === 0) continue;
    const x = 1.26 ** k;
    if (x < 2 ** -1022 || x === Number.POSITIVE_INFINITY) continue;
    const wanted = Math.log(x);
    expect(Math.abs(log(x) - wanted) / ulp64(wanted)).toBeLessThanOrEqual(4);
  }
});

test("the logarithm of 1 is 0, of 2 is ln 2", () => {
  expect(log(1)).toBe(0);
  expect(log(2)).toBe(Math.LN2);
});
