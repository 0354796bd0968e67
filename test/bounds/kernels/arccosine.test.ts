import { expect, test } from "vitest";
import { arcCosineValues } from "../../../src/bounds/kernels/arccosine.js";
import { erf, linear, relu, thresholdGate } from "../../../src/bounds/kernels/dual.js";
import { familyKernels, threeLayerKernel } from "../../../src/bounds/kernels/family.js";
import { Gaussian } from "../../../src/numerics/gaussian.js";
import { RandomStream } from "../../../src/numerics/random.js";

const DRAWS = 1_000_000;

/** Means of functions of pairs of normal numbers of correlation rho, with their standard errors. */
function monteCarlo(rho: number, terms: ((u: number, v: number) => number)[]) {
  const gaussian = new Gaussian(new RandomStream(11));
  const sums = terms.map(() => 0);
  const squares = terms.map(() => 0);
  const rest = Math.sqrt(1 - rho * rho);
  for (let k = 0; k < DRAWS; k++) {
    const u = gaussian.next();
    const v = rho * u + rest * gaussian.next();
    terms.forEach((term, t) => {
      const value = term(u, v);
      sums[t] += value;
      squares[t] += value * value;
    });
  }
  return sums.map((sum, t) => {
    const mean = sum / DRAWS;
    return { mean, error: Math.sqrt((squares[t] / DRAWS - mean * mean) / DRAWS) };
  });
}

test("F2, F3, thresholds and erf agree with 10^6 draws within 3e-3 and four standard errors, and K with F2 at 2 F3", () => {
  const slope = (x: number) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
  const over = (b: number) => (u: number, v: number) => (u > b && v > b ? 1 : 0);
  for (const rho of [-0.7, 0.2, 0.85]) {
    const deep = 2 * arcCosineValues(rho).relu;
    const [step, product, one, slopes] = monteCarlo(rho, [
      over(0),
      (u, v) => Math.max(u, 0) * Math.max(v, 0),
      over(1),
      (u, v) => slope(u) * slope(v),
    ]);
    const [gate, deepRelu] = monteCarlo(deep, [over(0), (u, v) => Math.max(u, 0) * Math.max(v, 0)]);
    const values = arcCosineValues(rho);
    // 18 means: one of them is beyond four standard errors with probability 1e-3.
    for (const [value, { error, mean }] of [
      [values.step, step],
      [values.relu, product],
      [values.gate, gate],
      [values.deepRelu, deepRelu],
      [thresholdGate(1).derivativeDual(rho, 1), one],
      [erf.derivativeDual(rho, 1), slopes],
    ] as const) {
      expect(Math.abs(value - mean)).toBeLessThan(Math.min(4 * error, 3e-3));
    }
  }
});

test("values at r = 1, 0, -1 are exact", () => {
  const one = arcCosineValues(1);
  expect([one.step, one.relu, one.tangent, one.gate, one.deepRelu]).toEqual([
    0.5, 0.5, 0.5, 0.5, 0.5,
  ]);
  expect(arcCosineValues(0).step).toBe(0.25);
  expect(Math.abs(arcCosineValues(0).relu - 1 / (2 * Math.PI))).toBeLessThan(1e-16);
  const opposite = arcCosineValues(-1);
  expect([opposite.step, opposite.relu, opposite.gate]).toEqual([0, 0, 0.25]);
});

test("near r = 1 the gate keeps full precision: 1/2 - K = sqrt(1 - rho^2)/(2 pi) to leading order", () => {
  for (const h of [1e-4, 1e-8, 1e-12]) {
    const r = 1 - h;
    // 2 F3(1 - h) = 1 - h + (2 h)^(3/2)/(3 pi) + ..., and arccos rho = sqrt(2 (1 - rho)) (1 + ...).
    const exact = 1 - r;
    const below = exact - (2 * exact) ** 1.5 / (3 * Math.PI);
    const wanted = Math.sqrt(2 * below) / (2 * Math.PI);
    expect(Math.abs((0.5 - arcCosineValues(r).gate) / wanted - 1)).toBeLessThan(0.3 * h + 1e-9);
  }
});

test("the derivative of a dual is the dual of the derivative: F3' = F2, erf likewise", () => {
  const h = 1e-5;
  for (const q of [0.5, 1]) {
    for (const activation of [relu, erf, linear]) {
      for (const rho of [-0.8, 0.1, 0.6]) {
        const slope = (activation.dual(rho + h, q) - activation.dual(rho - h, q)) / (2 * h);
        // d/drho E[phi phi] = q E[phi' phi'] (Price); the difference's error is O(h^2).
        expect(Math.abs(slope - q * activation.derivativeDual(rho, q))).toBeLessThan(1e-8);
      }
    }
  }
});

test("a threshold of 0 is the ReLU gate, and the default family that of the theory", () => {
  const plain = familyKernels();
  const zero = familyKernels({ threshold: 0 });
  for (const r of [-1, -0.4, 0, 0.7, 1]) {
    expect(Math.abs(zero.gate.at(r) - plain.gate.at(r))).toBeLessThan(1e-8);
    expect(zero.feature.at(r)).toBe(plain.feature.at(r));
  }
  expect(threeLayerKernel.at(1)).toBe(0.75);
});
