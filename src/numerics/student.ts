import { arctan } from "./arcsine.js";

/** P(|T| <= t) of Student's t with a whole number of degrees of freedom; Abramowitz & Stegun 26.7.3-4. */
export function studentWithin(t: number, freedom: number): number {
  const root = Math.sqrt(freedom + t * t);
  const sine = t / root;
  const cosineSquare = freedom / (freedom + t * t);
  const odd = freedom % 2 === 1;
  let term = odd ? Math.sqrt(cosineSquare) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < freedom; k += 2) {
    term *= ((k - 1) / k) * cosineSquare;
    sum += term;
  }
  if (!odd) return sine * sum;
  return (2 / Math.PI) * (arctan(t / Math.sqrt(freedom)) + sine * sum);
}

/** The t that Student's T exceeds with probability `tail` (below 1/2); relative error below 1e-9. */
export function studentQuantile(tail: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (1 - studentWithin(high, freedom) > 2 * tail) high *= 2;
  for (let turn = 0; turn < 60; turn++) {
    const middle = 0.5 * (low + high);
    if (1 - studentWithin(middle, freedom) > 2 * tail) low = middle;
    else high = middle;
  }
  return high;
}
