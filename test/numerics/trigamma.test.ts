import { expect, test } from "vitest";
import { trigamma, trigammaRest } from "../../src/numerics/trigamma.js";
import { TRIGAMMA } from "./gamma-fixtures.js";

test.each(TRIGAMMA)("trigamma(%d) is %d, and the rest %d", (x, value, rest) => {
  expect(Math.abs(trigamma(x) / value - 1)).toBeLessThan(2 ** -49);
  expect(Math.abs(trigammaRest(x) / rest - 1)).toBeLessThan(2 ** -43);
});

test("trigamma of an integer is pi^2 / 6 less a sum of inverse squares", () => {
  let value = Math.PI ** 2 / 6;
  for (let n = 1; n <= 200; n++) {
    expect(Math.abs(trigamma(n) - value)).toBeLessThan(1e-14);
    value -= 1 / n ** 2;
  }
});
