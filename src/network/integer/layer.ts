import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import { type Grid, gridOf } from "../../quantize/grid.js";
import { RangeTracker } from "../../quantize/range.js";
import type { RangePolicy } from "../../quantize/schema.js";
import type { RangedLayer } from "../layer.js";
import type { DenseSpec } from "../schema.js";
import { Requantiser } from "./requantiser.js";
import type { IntegerTransformation } from "./transformation.js";

/** What the vector kernels take at the least. */
const VECTOR = 16;

/**
 * A layer whose forward pass is integer arithmetic. Before quantisation there are accumulators (i32);
 * levels (i16) are passed on. The backward pass is in f32, from the real numbers that they stand for.
 */
export class IntegerLayer implements RangedLayer {
  readonly tracker: RangeTracker;
  readonly real: number;
  readonly delta: number;
  readonly quantises = true;
  readonly needsWholeTensor = false;
  readonly requantiser: Requantiser;
  grid: Grid;
  private readonly levels: number;
  /** f32 rows: activations before quantisation, and after it. */
  private readonly activations: number;
  private readonly images: number;
  private readonly extremes: Int32Array;
  private readonly realExtremes: Float32Array;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    readonly transformation: IntegerTransformation,
    private readonly activation: DenseSpec["activation"],
    readonly bits: number,
    range: RangePolicy,
    lanes: number,
  ) {
    const { arena } = engine;
    const size = transformation.rows * lanes;
    this.kernels = engine.kernels;
    this.tracker = new RangeTracker(range);
    this.requantiser = new Requantiser(engine, activation, bits);
    this.grid = gridOf(this.tracker.low, this.tracker.high, bits);
    this.real = arena.take(Int32Array, size).byteOffset;
    this.levels = arena.take(Int16Array, size).byteOffset;
    this.activations = arena.take(Float32Array, size).byteOffset;
    this.images = arena.take(Float32Array, size).byteOffset;
    this.delta = arena.take(Float32Array, size).byteOffset;
    this.extremes = arena.take(Int32Array, VECTOR);
    this.realExtremes = arena.take(Float32Array, VECTOR);
  }

  get units(): number {
    return this.transformation.units;
  }

  transform(x: number, out: number, lanes: number): void {
    this.transformation.forward(x, out, lanes);
  }

  /** Integers always are; the real numbers that they stand for may not be. */
  isFinite(): boolean {
    const { grid, tracker, transformation } = this;
    const scales = Math.fround(transformation.scale) + grid.scale;
    return Number.isFinite(scales + tracker.low + tracker.high);
  }

  /** Nothing: requantisation includes the activation function. */
  activate(): void {}

  range(acc: number, lanes: number): { low: number; high: number } {
    const { extremes, kernels, realExtremes, units } = this;
    kernels.accumulatorRange(acc, units * lanes, extremes.byteOffset);
    this.toReal(extremes.byteOffset, realExtremes.byteOffset, VECTOR);
    return { low: realExtremes[0], high: realExtremes[1] };
  }

  fixGrid(): void {
    const { bits, requantiser, tracker, transformation } = this;
    this.grid = gridOf(tracker.low, tracker.high, bits);
    requantiser.fix(transformation.scale, this.grid);
  }

  quantise(acc: number, lanes: number): number {
    this.requantiser.apply(acc, this.levels, this.units * lanes);
    return this.levels;
  }

  encode(_acc: number, out: number, lanes: number, count: number, stride: number): void {
    const { grid, kernels, levels, units } = this;
    encodeLevels(kernels, grid, levels, out, units, lanes, count, stride);
  }

  restore(rows: number, stride: number, picks: number, lanes: number): number {
    const { grid, kernels, levels, units } = this;
    restoreLevels(kernels, grid, rows, stride, picks, levels, units, lanes);
    return levels;
  }

  countEnds(acc: number, lanes: number, count: number, weights: number, out: number): void {
    const { grid, levels, requantiser, units } = this;
    requantiser.countEnds(acc, levels, units, lanes, count, weights, grid, out);
  }

  values(lanes: number): number {
    const { grid, images, kernels, levels, units } = this;
    kernels.dequantiseLevels(levels, images, units * lanes, grid.scale);
    return images;
  }

  forward(x: number, lanes: number): number {
    const { real, tracker } = this;
    this.transform(x, real, lanes);
    if (tracker.learns) {
      const { low, high } = this.range(real, lanes);
      tracker.observe(low, high);
    }
    this.fixGrid();
    return this.quantise(real, lanes);
  }

  backward(x: number, inputDelta: number, lanes: number): void {
    const { activation, activations, delta, grid, kernels, real, units } = this;
    const count = units * lanes;
    this.toReal(real, activations, count);
    const gradient =
      activation === "tanh"
        ? kernels.tanhGradient
        : activation === "relu"
          ? kernels.reluGradient
          : kernels.straightThrough;
    gradient(delta, activations, count, grid.low, grid.high);
    this.transformation.backward(delta, x, inputDelta, lanes);
  }

  /** Activations before quantisation (f32) of `count` accumulators, a multiple of 16. */
  private toReal(acc: number, out: number, count: number): void {
    const { activation, kernels, transformation } = this;
    kernels.dequantiseAccumulators(acc, out, count, transformation.scale);
    if (activation === "tanh") kernels.tanh(out, count);
    else if (activation === "relu") kernels.relu(out, count);
  }
}

/** Writes the states of rows of levels; see Layer. */
export function encodeLevels(
  kernels: Kernels,
  { bits, lowest }: Grid,
  levels: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
): void {
  const encode = bits > 8 ? kernels.encodeLevels16 : kernels.encodeLevels8;
  encode(levels, out, units, lanes, count, stride, lowest);
}

/** Makes rows of levels from their states; see Layer. */
export function restoreLevels(
  kernels: Kernels,
  { bits, lowest }: Grid,
  rows: number,
  stride: number,
  picks: number,
  levels: number,
  units: number,
  lanes: number,
): void {
  const width = bits > 8 ? 2 : 1;
  kernels.restoreLevels(rows, stride, width, picks, levels, units, lanes, lowest);
}
