import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { type Grid, gridOf } from "../quantize/grid.js";
import { RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import type { RangedLayer } from "./layer.js";
import type { DenseSpec } from "./schema.js";
import type { Transformation } from "./transformation.js";

/** A layer that computes in f32; its quantiser puts activations on a grid and back (fake quantisation). */
export class FloatLayer implements RangedLayer {
  readonly tracker: RangeTracker;
  readonly real: number;
  readonly delta: number;
  grid: Grid | undefined;
  private readonly quantised: number;
  private readonly scratch: Float32Array;
  private readonly kernels: Kernels;

  /** `pooled`: the layer above is a max-pool layer, which quantises only what it keeps. */
  constructor(
    engine: Engine,
    readonly transformation: Transformation,
    private readonly activation: DenseSpec["activation"],
    private readonly quantiser: Quantiser,
    lanes: number,
    private readonly pooled: boolean,
  ) {
    this.kernels = engine.kernels;
    const size = transformation.rows * lanes;
    this.tracker = new RangeTracker(quantiser.range);
    this.real = engine.arena.take(Float32Array, size).byteOffset;
    this.quantised =
      pooled || quantiser.bits === "float"
        ? this.real
        : engine.arena.take(Float32Array, size).byteOffset;
    this.delta = engine.arena.take(Float32Array, size).byteOffset;
    this.scratch = engine.arena.take(Float32Array, 2);
  }

  get units(): number {
    return this.transformation.units;
  }

  get bits(): Quantiser["bits"] {
    return this.quantiser.bits;
  }

  get quantises(): boolean {
    return this.quantiser.bits !== "float";
  }

  /** True when the max-pool layer above passes its gradient back through ReLU and quantiser, too. */
  get rectifiedAbove(): boolean {
    return this.pooled && this.activation === "relu" && this.grid !== undefined;
  }

  get needsWholeTensor(): boolean {
    return this.quantiser.bits !== "float" && this.tracker.followsTensor;
  }

  transform(x: number, out: number, lanes: number): void {
    this.transformation.forward(x, out, lanes);
  }

  activate(out: number, lanes: number): void {
    const count = this.units * lanes;
    if (this.activation === "tanh") this.kernels.tanh(out, count);
    else if (this.activation === "relu") this.kernels.relu(out, count);
  }

  isFinite(out: number, lanes: number): boolean {
    return this.kernels.allFinite(out, this.units * lanes) === 1;
  }

  range(real: number, lanes: number): { low: number; high: number } {
    this.kernels.range(real, this.units * lanes, this.scratch.byteOffset);
    return { low: this.scratch[0], high: this.scratch[1] };
  }

  fixGrid(): void {
    const { quantiser, tracker } = this;
    if (quantiser.bits !== "float") {
      this.grid = gridOf(tracker.low, tracker.high, quantiser.bits);
    }
  }

  quantise(real: number, lanes: number): number {
    const { grid, pooled } = this;
    if (!grid || pooled) return real;
    this.kernels.fakeQuantise(
      real,
      this.quantised,
      this.units * lanes,
      grid.scale,
      grid.inverse,
      grid.lowest,
      grid.highest,
    );
    return this.quantised;
  }

  encode(real: number, out: number, lanes: number, count: number, stride: number): void {
    const { grid, kernels, units } = this;
    encodeActivations(kernels, grid, real, out, units, lanes, count, stride);
  }

  restore(rows: number, stride: number, picks: number, lanes: number): number {
    const { grid, kernels, quantised, units } = this;
    restoreActivations(kernels, grid, rows, stride, picks, quantised, units, lanes);
    return quantised;
  }

  countEnds(real: number, lanes: number, count: number, weights: number, out: number): void {
    const { grid, kernels, units } = this;
    if (!grid) return;
    const { highest, inverse, lowest } = grid;
    kernels.countEnds(real, units, lanes, count, weights, inverse, lowest, highest, out);
  }

  values(): number {
    return this.quantised;
  }

  forward(x: number, lanes: number): number {
    this.transform(x, this.real, lanes);
    this.activate(this.real, lanes);
    if (this.quantiser.bits === "float") return this.real;
    if (this.tracker.learns) {
      const { low, high } = this.range(this.real, lanes);
      this.tracker.observe(low, high);
    }
    this.fixGrid();
    return this.quantise(this.real, lanes);
  }

  backward(x: number, inputDelta: number, lanes: number): void {
    if (!this.rectifiedAbove) this.activationGradient(lanes);
    this.transformation.backward(this.delta, x, inputDelta, lanes);
  }

  private activationGradient(lanes: number): void {
    const { activation, delta, grid, kernels, real } = this;
    const count = this.units * lanes;
    const low = grid ? grid.low : Number.NEGATIVE_INFINITY;
    const high = grid ? grid.high : Number.POSITIVE_INFINITY;
    if (activation === "tanh") kernels.tanhGradient(delta, real, count, low, high);
    else if (activation === "relu") kernels.reluGradient(delta, real, count, low, high);
    else if (grid) kernels.straightThrough(delta, real, count, low, high);
  }
}

/** Writes the states of f32 rows; see Layer. */
export function encodeActivations(
  kernels: Kernels,
  grid: Grid | undefined,
  real: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
): void {
  if (!grid) {
    kernels.encodeFloat(real, out, units, lanes, count, stride);
    return;
  }
  const encode = grid.bits > 8 ? kernels.encode16 : kernels.encode8;
  encode(real, out, units, lanes, count, stride, grid.inverse, grid.lowest, grid.highest);
}

/** Puts states back to f32 rows; see Layer. */
export function restoreActivations(
  kernels: Kernels,
  grid: Grid | undefined,
  rows: number,
  stride: number,
  picks: number,
  out: number,
  units: number,
  lanes: number,
): void {
  if (!grid) {
    kernels.restoreFloats(rows, stride, picks, out, units, lanes);
    return;
  }
  const { bits, lowest, scale } = grid;
  const width = bits > 8 ? 2 : 1;
  kernels.restoreValues(rows, stride, width, picks, out, units, lanes, scale, lowest);
}
