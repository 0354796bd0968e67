import type { Status } from "../information/status.js";
import type { ShippedNetwork } from "../network/integer/shipped-network.js";

/** Names of what is counted, in codes and in float layers; the output is counted three ways. */
export const STATES = "exact codes";
export const FLOAT_STATES = "distinct float32 vectors";
export const LOGIT_CODES = "logit codes";
export const FLOAT_LOGITS = "distinct logit vectors";
export const SOFTMAX_VECTORS = "distinct softmax vectors";
export const SOFTMAX_REBINNED = "softmax, rebinned";

/** What the network was being trained on: shuffled labels first, where there is a prefit. */
export type Stage = "prefit" | "training";
export const STAGES: readonly Stage[] = ["prefit", "training"];

/** The inputs over which information is measured. */
export type Inputs = "all" | "train" | "test";

/**
 * One row per epoch, inputs, layer and estimator of one repetition; all information in bits. Epochs
 * count from the beginning of the prefit, if there is one.
 */
export interface InformationTable {
  epoch: Int32Array;
  stage: Stage[];
  inputs: Inputs[];
  /** "T1" .. "TL"; the output is TL. */
  layer: string[];
  estimator: string[];
  /** H(T). */
  entropy: Float64Array;
  /** I(X;T). */
  inputInformation: Float64Array;
  /** I(T;Y), against the true labels in both stages. */
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
  /**
   * H(prediction | T), bits: what the states counted no longer tell of the class that the network
   * predicts; exactly 0 where they tell it. Counted at the last measurement, of whatever counts states
   * without a correction; NaN where it was not counted.
   */
  lostPrediction: Float64Array;
}

/** One row per measured epoch of one repetition; losses in nats, accuracies in 0..1. */
export interface TrainingTable {
  epoch: Int32Array;
  stage: Stage[];
  trainLoss: Float64Array;
  trainAccuracy: Float64Array;
  testLoss: Float64Array;
  testAccuracy: Float64Array;
}

/** One row per measured epoch and layer of one repetition. What a layer has not is NaN. */
export interface LayerTable {
  epoch: Int32Array;
  stage: Stage[];
  layer: string[];
  /** Norms of the mean and of the standard deviation of the weights' gradient over the epoch's batches. */
  gradientMean: Float64Array;
  gradientDeviation: Float64Array;
  /** Euclidean norm of the weights, biases left out, after the epoch. */
  weightNorm: Float64Array;
  /** Share of the activations, over all inputs and units, beyond the ends of the grid. */
  clipped: Float64Array;
  /** Share of the activations whose code is the lowest or the highest of the grid. */
  saturated: Float64Array;
}

/** One row per epoch, state and label of a layer of two units; see the key `scatter`. */
export interface ScatterTable {
  epoch: Int32Array;
  layer: string[];
  /** Values of the two units. */
  first: Float64Array;
  second: Float64Array;
  label: Int32Array;
  /** Inputs of that label in that state. */
  count: Int32Array;
}

/** One row per measured epoch and unit, counted by itself over all inputs; see the key `diagnostics`. */
export interface UnitTable {
  epoch: Int32Array;
  stage: Stage[];
  layer: string[];
  /** From 1. */
  unit: Int32Array;
  /** Entropy of the unit's codes, and their information about the label, bits. */
  entropy: Float64Array;
  labelInformation: Float64Array;
}

/** One row per measured epoch and layer, over all inputs; see the key `diagnostics`. */
export interface GeometryTable {
  epoch: Int32Array;
  stage: Stage[];
  layer: string[];
  /** Root mean squared Euclidean distance of two inputs of one class, and of two classes. */
  withinClass: Float64Array;
  betweenClasses: Float64Array;
  /**
   * Cosine, 0..1, of the layer's partition of the inputs with that of the next layer, each as the
   * matrix of the pairs that share a state: 1 when no states merge. NaN for the output layer.
   */
  partitionCosine: Float64Array;
}

/** Everything that one repetition has to say. */
export interface RepetitionResult {
  repetition: number;
  /** Bad fits that were abandoned before this one. */
  restarts: number;
  information: InformationTable;
  training: TrainingTable;
  layers: LayerTable;
  scatter: ScatterTable;
  /** Where the experiment asks for diagnostics. */
  units?: UnitTable;
  geometry?: GeometryTable;
  /** The network after the last epoch, in integer arithmetic; not read back with the records. */
  network?: ShippedNetwork;
}
