import { expect, test } from "vitest";
import { log1p } from "../../src/numerics/log1p.js";
import { ulp64 } from "../support/ulp.js";
import { LOG1P } from "./gamma-fixtures.js";

test.each(LOG1P)("log1p(%d) is %d, within 6 ulp", (x, value) => {
  expect(Math.abs(log1p(x) - value)).toBeLessThanOrEqual(6 * ulp64(value));
});

test("the two ways of computing it meet at 1/2", () => {
  const [below, above] = [log1p(0.5), log1p(0.5 + 2 ** -52)];
  expect(above - below).toBeGreaterThanOrEqual(0);
  expect(above - below).toBeLessThan(8 * ulp64(below));
});
