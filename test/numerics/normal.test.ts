import { expect, test } from "vitest";
import { normalTail, orthantProbability } from "../../src/numerics/normal.js";

// mpmath, 30 digits: erfc(b/sqrt 2)/2
const TAILS = [
  [0.5, 0.3085375387259869],
  [1, 0.15865525393145705],
  [2, 0.02275013194817921],
  [-1, 0.841344746068543],
  [5, 2.866515718791939e-7],
] as const;

test("P(g > b) is within 1e-15", () => {
  for (const [b, tail] of TAILS) expect(Math.abs(normalTail(b) - tail)).toBeLessThan(1e-15);
});

test("P(g > 0, g' > 0) is 1/4 + arcsin(rho)/(2 pi), as b tends to 0 too", () => {
  for (const rho of [-0.9, -0.2, 0, 0.3, 0.99]) {
    const wanted = 0.25 + Math.asin(rho) / (2 * Math.PI);
    expect(Math.abs(orthantProbability(0, rho) - wanted)).toBeLessThan(1e-15);
    // d/db P = -2 phi(b) P(...) is at most 0.8 in size.
    expect(Math.abs(orthantProbability(1e-9, rho) - wanted)).toBeLessThan(1e-9);
  }
});

test("independent, equal and opposite normals have the probabilities known in closed form", () => {
  for (const [b, tail] of TAILS) {
    expect(Math.abs(orthantProbability(b, 0) - tail ** 2)).toBeLessThan(1e-14);
    expect(Math.abs(orthantProbability(b, 1) - tail)).toBeLessThan(1e-14);
    const opposite = Math.max(0, 2 * tail - 1);
    expect(Math.abs(orthantProbability(b, -1 + 1e-15) - opposite)).toBeLessThan(1e-7);
  }
});

test("P agrees with the double integral done by a plain rule", () => {
  // P = integral over x > b of phi(x) P(g' > b | g = x), trapezoid with 2^-8 steps: error below 1e-5.
  const trapezoid = (b: number, rho: number) => {
    const h = 2 ** -8;
    let sum = 0;
    for (let k = 0; b + k * h < b + 10; k++) {
      const x = b + k * h;
      const rest = normalTail((b - rho * x) / Math.sqrt(1 - rho * rho));
      sum += ((k === 0 ? 0.5 : 1) * h * Math.exp((-x * x) / 2) * rest) / Math.sqrt(2 * Math.PI);
    }
    return sum;
  };
  for (const b of [-1, 0.5, 1, 2]) {
    for (const rho of [-0.6, 0.2, 0.637, 0.95]) {
      expect(Math.abs(orthantProbability(b, rho) - trapezoid(b, rho))).toBeLessThan(1e-5);
    }
  }
});
