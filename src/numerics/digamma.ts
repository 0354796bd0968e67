import { log } from "./log.js";

/** B_2k / 2k for k = 7, 6, .. 1, with the Bernoulli numbers B. */
const COEFFICIENTS = [1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12];

/** From here on the series has converged: its next term is below 1e-17. */
const LARGE = 12;

/**
 * Digamma function psi(x) = d/dx ln Gamma(x) for x > 0, from basic arithmetic only.
 *
 * psi(x) = psi(x + 1) - 1/x up to x >= 12, then psi(x) ~ ln x - 1/(2x) - sum B_2k / (2k x^2k)
 * (Abramowitz & Stegun 6.3.5, 6.3.18). Error below 2^-50 max(1, |psi(x)|) for x from 2^-10 to 2^40.
 */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < LARGE; y++) shift += 1 / y;
  const inverse = 1 / (y * y);
  let series = 0;
  for (const coefficient of COEFFICIENTS) series = (series + coefficient) * inverse;
  return log(y) - 0.5 / y - series - shift;
}
