import { log2 } from "../numerics/log2.js";
import { type CountHistogram, sumOver } from "./histogram.js";

/**
 * Entropy in bits by the coverage-adjusted Horvitz-Thompson estimator (Chao & Shen, 2003):
 * with coverage C = 1 - f1 / n (Good), f1 of n inputs having a state of their own, and p = C c / n,
 *
 *   H = - sum p log p / (1 - (1 - p)^n)
 *
 * over the states met. When all inputs have a state of their own, where C would be 0 and H undefined,
 * f1 = n - 1 is used; the estimate then only says that n is too small.
 */
export function chaoShen(histogram: CountHistogram): number {
  const { counts, inputs, multiplicities, states } = histogram;
  if (states <= 1) return 0;
  const singletons = counts[0] === 1 ? multiplicities[0] : 0;
  const coverage = 1 - Math.min(singletons, inputs - 1) / inputs;
  return sumOver(histogram, (count) => {
    const p = (coverage * count) / inputs;
    return (-p * log2(p)) / metWithin(p, inputs);
  });
}

/**
 * 1 - (1 - p)^n for integer n >= 1, without cancellation: with u = 1 - (1 - p)^k, doubling k gives
 * u (2 - u), and one more input u + p (1 - u).
 */
export function metWithin(p: number, n: number): number {
  let met = 0;
  for (let bit = 2 ** Math.floor(log2(n)); bit >= 1; bit /= 2) {
    met *= 2 - met;
    if (Math.floor(n / bit) % 2 === 1) met += p * (1 - met);
  }
  return met;
}
