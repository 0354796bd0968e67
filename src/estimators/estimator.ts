import type { Information } from "../information/information.js";

/** Least and greatest value of every unit of a layer. */
export interface Extremes {
  low: Float64Array;
  high: Float64Array;
}

/** Activations of one layer for all inputs, and the label of each. */
export interface Sample {
  /** inputs x units, row-major; finite. */
  values: Float32Array | Float64Array;
  units: number;
  /** Class index, 0 .. classes - 1, of every input. */
  labels: Uint8Array;
  classes: number;
  /**
   * Least and greatest value that each unit takes over the whole run, for estimators with global
   * bounds; by default those of the sample.
   */
  bounds?: Extremes;
  /** True when the inputs are all there are: counts of states then never saturate. Default false. */
  population?: boolean;
  /**
   * True when the layer is of a discrete distribution, of codes or a function of discrete inputs: its
   * I(X;T) is then finite. Default false.
   */
  discrete?: boolean;
  /** The network's inputs, row-major, for estimators that compare them with the activations. */
  inputs?: { values: Float32Array | Float64Array; units: number };
}

/**
 * What an estimator says of a layer, in bits. Nothing is clipped: a value below 0 or above its ceiling
 * stays as it is. `states` and `singletons` are 0 for an estimator that counts no states, and what it
 * does not say at all is NaN.
 */
export interface Estimate extends Information {
  /** What a reader must know of these very numbers, in sentences: negative, saturated, infinite. */
  notes: readonly string[];
}

/** A way to say what a layer knows about the input and the label; one per file. */
export interface Estimator {
  /** The variant in full, with its parameters, as it stands in records and tables. */
  readonly name: string;
  /** Keys of `references`: where it comes from. */
  readonly references: readonly string[];
  /**
   * True for an estimator of a function of the activations that becomes the exact count of its own
   * states (a binning): then data processing and counts of states have a meaning.
   */
  readonly discretises: boolean;
  /** Throws an EstimatorError on a sample that it cannot be used on. */
  estimate(sample: Sample): Estimate;
}

/** An estimator cannot be used on a sample, or not with these parameters; says what would be right. */
export class EstimatorError extends Error {
  override name = "EstimatorError";
}

/** A layer is the same for all inputs: an estimator by neighbours has no density to look at. */
export class ConstantLayerError extends EstimatorError {
  override name = "ConstantLayerError";
}
