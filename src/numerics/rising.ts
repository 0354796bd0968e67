import { log } from "./log.js";
import { log1p } from "./log1p.js";

/** B_2k / (2k (2k - 1)) for k = 7, 6, .. 1. */
const COEFFICIENTS = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/** From here on the series has converged. */
const LARGE = 12;

/** Products of so many factors are formed outright. */
const FEW = 24;

const HALF_LOG_2PI = 0.9189385332046727;

/** What Stirling's formula leaves out of ln Gamma(z), for z >= 12. */
function stirlingRest(z: number): number {
  const inverse = 1 / (z * z);
  let series = 0;
  for (const coefficient of COEFFICIENTS) series = series * inverse + coefficient;
  return series / z;
}

/** ln Gamma(z), for z > 0. */
function logGamma(z: number): number {
  let product = 1;
  let y = z;
  for (; y < LARGE; y++) product *= y;
  return (y - 0.5) * log(y) - y + HALF_LOG_2PI + stirlingRest(y) - log(product);
}

/**
 * ln of the rising factorial z (z + 1) .. (z + c - 1), divided by z^c: the sum of ln(1 + j / z) for j
 * below c. For integers c >= 1 and z > 0; error below 2^-50 (z + c) ln(z + c) for z < 12, beyond it
 * below 2^-50 c, where ln Gamma itself would have lost all digits.
 */
export function logRising(c: number, z: number): number {
  if (z >= LARGE) {
    return (z + c - 0.5) * log1p(c / z) - c + stirlingRest(z + c) - stirlingRest(z);
  }
  if (c > FEW) return logGamma(z + c) - logGamma(z) - c * log(z);
  let product = 1;
  for (let j = 1; j < c; j++) product *= z + j;
  return log(product) - (c - 1) * log(z);
}
