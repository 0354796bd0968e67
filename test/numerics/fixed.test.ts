import { expect, it } from "vitest";
import { fixed } from "../../src/numerics/fixed.js";

it("keeps the decimals, and no minus before zero", () => {
  expect([0.125, -0.004, -0, 2, -1.5].map((value) => fixed(value, 2))).toEqual([
    ...["0.13", "0.00", "0.00", "2.00", "-1.50"],
  ]);
  expect(fixed(-0.4, 0)).toBe("0");
});

it("writes a dash where there is no number", () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY].map((value) => fixed(value, 1))).toEqual([
    ...["-", "-"],
  ]);
});
