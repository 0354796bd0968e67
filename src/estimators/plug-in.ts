import { log2 } from "../numerics/log2.js";
import { type CountHistogram, sumOver } from "./histogram.js";

/**
 * H of the observed frequencies, in bits: log2 n - sum c log2 c / n. Biased downwards by about
 * (states - 1) / (2 n ln 2) bits (Paninski, 2003).
 */
export function plugIn(histogram: CountHistogram): number {
  const { inputs, states } = histogram;
  if (states <= 1) return 0;
  return log2(inputs) - sumOver(histogram, (count) => count * log2(count)) / inputs;
}
