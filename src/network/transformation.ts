import type { Weights } from "./weights.js";

/** Consecutive parameters of one layer and their gradients, the same length. */
export interface ParameterBlock {
  values: Float32Array;
  gradients: Float32Array;
}

/**
 * The linear part of a layer. Activations are byte offsets of rows [unit][lanes], f32 throughout; the
 * forward pass in integer arithmetic takes i16 levels and makes i32 accumulators. The first layer's
 * `x` is the byte offset of a list of sample indices (u32), one per lane.
 */
export interface Transformation {
  readonly units: number;
  /** Rows that output buffers must have: `units`, or more where a kernel pads. */
  readonly rows: number;
  /** What it multiplies with, where it has such. */
  readonly weights?: Weights;
  /** Takes up the present weights; `training` lets range averages learn from them. */
  prepare(training: boolean): void;
  forward(x: number, out: number, lanes: number): void;
  /** Parameter gradients from `delta`, and the input's gradient to `inputDelta` unless it is 0. */
  backward(delta: number, x: number, inputDelta: number, lanes: number): void;
}
