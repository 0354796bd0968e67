import type { Measured } from "../summary/statistics.js";
import { number } from "./format.js";

/** "1.23 ± 0.04", or "1.23" when there is no error. */
export function withError({ mean, standardError }: Measured, decimals: number): string {
  if (standardError === null) return number(mean, decimals);
  return `${number(mean, decimals)} ± ${number(standardError, decimals)}`;
}

/** An accuracy with 1.96 standard errors: "97.24 ± 0.61 %", or "97.24 %" when there is no error. */
export function accuracyWords({ mean, standardError }: Measured): string {
  const error = standardError === null ? "" : ` ± ${number(196 * standardError, 2)}`;
  return `${number(100 * mean, 2)}${error} %`;
}
