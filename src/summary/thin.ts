import { nearestEpoch } from "../experiment/schedule.js";
import { exp } from "../numerics/exp.js";
import { log } from "../numerics/log.js";

/**
 * Indices of at most about `limit` epochs to draw: half of them spread evenly over the epochs, half
 * evenly over log(epoch + 1), and always the first and the last. All of them when they are few.
 */
export function thin(epochs: number[], limit = 300): number[] {
  if (epochs.length <= limit) return epochs.map((_, index) => index);
  const half = Math.max(2, Math.floor(limit / 2));
  const first = epochs[0];
  const last = epochs[epochs.length - 1];
  const ratio = log((last + 1) / (first + 1));
  const chosen = new Set<number>();
  for (let step = 0; step < half; step++) {
    const share = step / (half - 1);
    chosen.add(nearestEpoch(epochs, first + (last - first) * share));
    chosen.add(nearestEpoch(epochs, (first + 1) * exp(ratio * share) - 1));
  }
  return [...chosen].sort((a, b) => a - b);
}
