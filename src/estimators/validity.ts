import { log2 } from "../numerics/log2.js";
import { EstimatorError } from "./estimator.js";

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
  const mixed = [...counts.values()].filter((own) => own.size > 1);
  const validity = {
    valid: mixed.length === 0,
    entropy: 0,
    mixedStates: mixed.length,
    mixedInputs: 0,
  };
  for (const own of mixed) {
    const parts = [...own.values()];
    const total = parts.reduce((sum, part) => sum + part, 0);
    const weights = parts.reduce((sum, part) => sum + part * log2(part), 0);
    validity.mixedInputs += total;
    validity.entropy += (total * log2(total) - weights) / inputs;
  }
  return validity;
}
