import { log2 } from "../numerics/log2.js";
import { EstimatorError } from "./estimator.js";
import { histogramOf, sumOver } from "./histogram.js";

/** Whether the states of a binning still tell what the network predicts. */
export interface Validity {
  /** True when no state holds inputs of different predictions: H(prediction | binned T) = 0. */
  valid: boolean;
  /** H(prediction | binned T) in bits; exactly 0 when valid. */
  entropy: number;
  /** States that hold inputs of different predictions, and how many inputs they hold. */
  mixedStates: number;
  mixedInputs: number;
}

/**
 * The test of a binning that is stated here (derived here): the prediction is a function of the layer,
 * so bins that lose it measure something coarser than what the network itself makes use of. A binning
 * is valid only if H(prediction | binned T) = 0.
 *
 * `states`: the state of every input, numbered from 0. `predictions`: the class, 0 to 255, that the
 * network predicts for it (argmax).
 */
export function validityOf(states: ArrayLike<number>, predictions: ArrayLike<number>): Validity {
  if (states.length !== predictions.length) {
    throw new EstimatorError(
      `there are ${states.length} states and ${predictions.length} predictions; ` +
        "there must be one of each per input",
    );
  }
  const inputs = states.length;
  const counts = new Map<number, Map<number, number>>();
  for (let i = 0; i < inputs; i++) {
    const own = counts.get(states[i]) ?? new Map<number, number>();
    own.set(predictions[i], (own.get(predictions[i]) ?? 0) + 1);
    counts.set(states[i], own);
  }
  const totals: number[] = [];
  const parts: number[] = [];
  let mixedStates = 0;
  let mixedInputs = 0;
  for (const own of counts.values()) {
    let total = 0;
    for (const part of own.values()) {
      total += part;
      parts.push(part);
    }
    totals.push(total);
    if (own.size === 1) continue;
    mixedStates++;
    mixedInputs += total;
  }
  const entropy = (sumCLogC(totals) - sumCLogC(parts)) / inputs;
  return { valid: mixedStates === 0, entropy, mixedStates, mixedInputs };
}

const sumCLogC = (counts: readonly number[]) =>
  sumOver(histogramOf(counts), (count) => count * log2(count));
