import { describe, expect, it } from "vitest";
import { NORMAL_QUANTILE, studentQuantile } from "../../src/numerics/student.js";

/** P(|T| < t) for a whole number of degrees, by the finite sums of Abramowitz & Stegun 26.7.3, 26.7.4. */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t at which that is 0.95, by bisection. */
function exact(degrees: number): number {
  let [low, high] = [0, 20];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  return low;
}

describe("studentQuantile", () => {
  it("is right to 2e-5 for 1 to 200 degrees of freedom", () => {
    for (let degrees = 1; degrees <= 200; degrees++) {
      expect(Math.abs(studentQuantile(degrees) - exact(degrees))).toBeLessThan(2e-5);
    }
  });

  it("tends to the normal quantile, and takes a fraction as the whole number below", () => {
    expect(studentQuantile(1e12)).toBeCloseTo(NORMAL_QUANTILE, 10);
    expect(studentQuantile(7.9)).toBe(studentQuantile(7));
    expect(studentQuantile(0.5)).toBeNaN();
  });
});
