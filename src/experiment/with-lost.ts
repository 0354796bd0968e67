import { validityOf } from "../estimators/validity.js";
import type { Information } from "../information/information.js";
import type { Recorded } from "./information-rows.js";
import { pick } from "./workspace.js";

/**
 * The information of one view over several kinds of inputs, with H(prediction | T) over each.
 * `states`, `predictions`: of every input; `indices`: which inputs are of each kind, undefined for all.
 */
export function withLost(
  information: readonly Information[],
  states: Uint32Array,
  predictions: Uint8Array,
  indices: readonly (Uint32Array | undefined)[],
): Recorded[] {
  return information.map((one, kind) => {
    const own = [pick(states, indices[kind]), pick(predictions, indices[kind])] as const;
    return { ...one, lostPrediction: validityOf(...own).entropy };
  });
}
