import { expect, test } from "vitest";
import { digamma } from "../../src/numerics/digamma.js";
import { DIGAMMA } from "./digamma-fixtures.js";

/** The stated error. */
const bound = (psi: number) => 2 ** -50 * Math.max(1, Math.abs(psi));

test.each(DIGAMMA)("digamma(%d) is %d", (x, psi) => {
  expect(Math.abs(digamma(x) - psi)).toBeLessThan(bound(psi));
});

test("digamma of an integer is a harmonic number less Euler's constant", () => {
  let harmonic = 0;
  for (let n = 1; n <= 5000; n++) {
    const psi = harmonic - 0.5772156649015329;
    expect(Math.abs(digamma(n) - psi)).toBeLessThan(bound(psi) + n * 2 ** -53);
    harmonic += 1 / n;
  }
});

test("digamma of a half is - Euler's constant - 2 ln 2, reflected in 1 - x", () => {
  expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 14);
  for (let k = 1; k < 50; k++) {
    const x = k / 100;
    const reflected = digamma(1 - x) - digamma(x);
    expect(reflected / (Math.PI / Math.tan(Math.PI * x))).toBeCloseTo(1, 12);
  }
});
