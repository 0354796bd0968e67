import { log } from "./log.js";

/** 1/25, 1/23, ... 1/3. */
const COEFFICIENTS = Float64Array.from({ length: 12 }, (_, k) => 1 / (25 - 2 * k));

/**
 * ln(1 + x) for x >= 0, from basic arithmetic only; error below 6 ulp.
 *
 * Up to x = 1/2, 2 artanh(x / (2 + x)) by its series, so that small x lose nothing.
 */
export function log1p(x: number): number {
  if (x > 0.5) return log(1 + x);
  const f = x / (2 + x);
  const s = f * f;
  let series = 0;
  for (let k = 0; k < COEFFICIENTS.length; k++) series = (series + COEFFICIENTS[k]) * s;
  return 2 * (f + f * series);
}
