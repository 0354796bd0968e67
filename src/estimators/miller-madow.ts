import type { CountHistogram } from "./histogram.js";
import { plugIn } from "./plug-in.js";

/**
 * Entropy in bits with the first term of its bias removed: plug-in + (m - 1) / (2n) nats, with m
 * states met by n inputs (Miller, 1955; found together with W. G. Madow).
 *
 * Right to order 1/n when every possible state was met; too low when many were not.
 */
export function millerMadow(histogram: CountHistogram): number {
  const { inputs, states } = histogram;
  return plugIn(histogram) + ((states - 1) * Math.LOG2E) / (2 * inputs);
}
