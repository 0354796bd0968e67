import type { Status } from "../information/status.js";

/** Names of what is counted, in codes and in float layers; the output is counted three ways. */
export const STATES = "exact codes";
export const FLOAT_STATES = "distinct float32 vectors";
export const LOGIT_CODES = "logit codes";
export const FLOAT_LOGITS = "distinct logit vectors";
export const SOFTMAX_VECTORS = "distinct softmax vectors";
export const SOFTMAX_REBINNED = "softmax, rebinned";

/** One row per epoch, layer and estimator of one repetition; all information in bits. */
export interface InformationTable {
  epoch: Int32Array;
  /** "T1" .. "TL"; the output is TL. */
  layer: string[];
  estimator: string[];
  /** H(T). */
  entropy: Float64Array;
  /** I(X;T). */
  inputInformation: Float64Array;
  /** I(T;Y). */
  labelInformation: Float64Array;
  /** H(T|Y). */
  conditionalEntropy: Float64Array;
  /** Distinct states, and how many of them were met once only. */
  states: Int32Array;
  singletons: Int32Array;
  /** log2 of the number of inputs measured. */
  ceiling: Float64Array;
  /** H(Y) over the inputs measured. */
  labelCeiling: Float64Array;
  status: Status[];
}

/** One row per measured epoch of one repetition; losses in nats, accuracies in 0..1. */
export interface TrainingTable {
  epoch: Int32Array;
  trainLoss: Float64Array;
  trainAccuracy: Float64Array;
  testLoss: Float64Array;
  testAccuracy: Float64Array;
}

/** Everything that one repetition has to say. */
export interface RepetitionResult {
  repetition: number;
  /** Bad fits that were abandoned before this one. */
  restarts: number;
  information: InformationTable;
  training: TrainingTable;
}
