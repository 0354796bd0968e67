import { fixed } from "../numerics/fixed.js";
import type { Measured } from "../summary/statistics.js";

/** "1.23 ± 0.04", or "1.23" when there is no error. */
export function withError({ mean, standardError }: Measured, decimals: number): string {
  if (standardError === null) return fixed(mean, decimals);
  return `${fixed(mean, decimals)} ± ${fixed(standardError, decimals)}`;
}

/** An accuracy with 1.96 standard errors: "97.24 ± 0.61 %", or "97.24 %" when there is no error. */
export function accuracyWords({ mean, standardError }: Measured): string {
  const error = standardError === null ? "" : ` ± ${fixed(196 * standardError, 2)}`;
  return `${fixed(100 * mean, 2)}${error} %`;
}
