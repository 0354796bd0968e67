import type { Grid } from "../quantize/grid.js";
import type { RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import type { Transformation } from "./transformation.js";

/**
 * A transformation, its activation function and the quantiser of its activations, in float or integer
 * arithmetic. For the output layer the activations are the logits; the softmax belongs to the loss.
 *
 * Rows are byte offsets of [unit][lanes]. What a layer makes *before* quantisation is 4 bytes wide:
 * f32 activations, or i32 accumulators. What it *passes on* to the next layer is f32, or i16 levels.
 */
interface AnyLayer {
  readonly transformation: Transformation;
  readonly units: number;
  readonly bits: Quantiser["bits"];
  /** Grid of the activations, valid after `fixGrid`; undefined for float. */
  readonly grid: Grid | undefined;
  /** True when it has a quantiser of its own, and that is not float. */
  readonly quantises: boolean;
  /** Rows of its own for what is before quantisation, and for the gradient (f32). */
  readonly real: number;
  readonly delta: number;

  /** The linear part alone, to `out`. */
  transform(x: number, out: number, lanes: number): void;
  /** True when what `transform` made is finite; later kernels would hide a NaN. */
  isFinite(out: number, lanes: number): boolean;
  /** The activation function, in place on what `transform` made, unless quantisation includes it. */
  activate(out: number, lanes: number): void;
  /** Fixes the grid from the tracker's range. */
  fixGrid(): void;
  /** Puts the rows at `real` on the grid; returns what is passed on. */
  quantise(real: number, lanes: number): number;
  /**
   * Writes the states of the first `count` lanes, just quantised from `real`, to rows of `stride`
   * bytes at `out`: codes of one byte (up to 8 bits) or two, or the bits of float values.
   */
  encode(real: number, out: number, lanes: number, count: number, stride: number): void;
  /**
   * The inverse: puts the states in rows `picks` (u32, one per lane) of `stride` bytes at `rows` where
   * quantisation would have, and returns what is passed on.
   */
  restore(rows: number, stride: number, picks: number, lanes: number): number;
  /**
   * Adds to out[0] (u32) how many activations of the first `count` lanes, just quantised from `real`,
   * the grid clipped, and to out[1] how many have its lowest or highest code. A lane stands for as
   * many inputs as `weights` (u32) says.
   */
  countEnds(real: number, lanes: number, count: number, weights: number, out: number): void;
  /** What was just passed on as real numbers: f32 rows. */
  values(lanes: number): number;

  /** Forward pass in training: the range learns from the batch. Returns what is passed on. */
  forward(x: number, lanes: number): number;
  /**
   * Backward pass from the gradient at `delta`, which is that of the quantised activations, to the
   * parameters' and to `inputDelta` unless that is 0. `x`: values of the layer below.
   */
  backward(x: number, inputDelta: number, lanes: number): void;
}

/** A layer whose activations have a range of their own. */
export interface RangedLayer extends AnyLayer {
  readonly tracker: RangeTracker;
  /** True when the grid is known only once all tensors have been seen. */
  readonly needsWholeTensor: boolean;
  /** Least and greatest activation, or 0, of the rows at `real`. */
  range(real: number, lanes: number): { low: number; high: number };
}

/** A layer that passes on some activations of the layer below, on the grid of that. */
export interface SelectingLayer extends AnyLayer {
  readonly tracker?: undefined;
  readonly needsWholeTensor: false;
  readonly quantises: false;
}

export type Layer = RangedLayer | SelectingLayer;
