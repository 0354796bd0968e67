/** Bernoulli numbers B_16, B_14, .. B_2. */
const BERNOULLI = [-3617 / 510, 7 / 6, -691 / 2730, 5 / 66, -1 / 30, 1 / 42, -1 / 30, 1 / 6];

/** From here on the series has converged. */
const LARGE = 12;

/** Sum of B_2k / x^2k, for x >= 12. */
function bernoulliSeries(x: number): number {
  const inverse = 1 / (x * x);
  let series = 0;
  for (const coefficient of BERNOULLI) series = (series + coefficient) * inverse;
  return series;
}

/**
 * Trigamma function psi'(x) for x > 0, from basic arithmetic only; relative error below 2^-49.
 *
 * psi'(x) = psi'(x + 1) + 1/x^2 up to x >= 12, then 1/x + 1/(2x^2) + sum B_2k / x^(2k+1)
 * (Abramowitz & Stegun 6.4.6, 6.4.12).
 */
export function trigamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < LARGE; y++) shift += 1 / (y * y);
  return (1 + 0.5 / y + bernoulliSeries(y)) / y + shift;
}

/**
 * 1 - x psi'(x + 1) for x >= 0: from 1 at 0 down to 0 like 1/(2x), without loss of digits; relative
 * error below 2^-43.
 */
export function trigammaRest(x: number): number {
  return x < LARGE ? 1 - x * trigamma(x + 1) : 0.5 / x - bernoulliSeries(x);
}
