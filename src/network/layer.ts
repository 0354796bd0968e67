import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { type Grid, gridOf } from "../quantize/grid.js";
import { RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import type { DenseSpec } from "./schema.js";
import type { Transformation } from "./transformation.js";

/**
 * A transformation, its activation function and the quantiser of its activations. For the output
 * layer the activations are the logits; the softmax belongs to the loss.
 */
export class Layer {
  readonly tracker: RangeTracker;
  /**
   * Byte offsets of [rows][lanes]: before and after quantisation (the same ones for a float layer,
   * and where a max-pool layer follows), and the gradient.
   */
  readonly real: number;
  readonly quantised: number;
  readonly delta: number;
  /** Grid of the activations, valid after quantisation; undefined for float. */
  grid: Grid | undefined;
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

  /** True when it has a quantiser of its own. */
  get quantises(): boolean {
    return this.quantiser.bits !== "float";
  }

  /** True when the grid is known only once all tensors have been seen. */
  get needsWholeTensor(): boolean {
    return this.quantiser.bits !== "float" && this.tracker.followsTensor;
  }

  /** The linear part alone, to `out`. */
  transform(x: number, out: number, lanes: number): void {
    this.transformation.forward(x, out, lanes);
  }

  /** The activation function, in place on what `transform` made. */
  activate(out: number, lanes: number): void {
    const count = this.units * lanes;
    if (this.activation === "tanh") this.kernels.tanh(out, count);
    else if (this.activation === "relu") this.kernels.relu(out, count);
  }

  /** True when all values of the rows at `out` are finite; later kernels would hide a NaN. */
  isFinite(out: number, lanes: number): boolean {
    return this.kernels.allFinite(out, this.units * lanes) === 1;
  }

  /** Least and greatest activation, or 0, of the rows at `real`. */
  range(real: number, lanes: number): { low: number; high: number } {
    this.kernels.range(real, this.units * lanes, this.scratch.byteOffset);
    return { low: this.scratch[0], high: this.scratch[1] };
  }

  /** Fixes the grid from the tracker's range. */
  fixGrid(): void {
    const { quantiser, tracker } = this;
    if (quantiser.bits !== "float") {
      this.grid = gridOf(tracker.low, tracker.high, quantiser.bits);
    }
  }

  /** Puts the activations at `real` on the grid, to `this.quantised`; returns what to pass on. */
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

  /** Forward pass in training: the range learns from the batch. Returns what to pass on. */
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

  /** Backward pass from the gradient at `delta`, which is that of the quantised activations. */
  backward(x: number, inputDelta: number, lanes: number): void {
    const { activation, delta, grid, kernels, real } = this;
    const count = this.units * lanes;
    const low = grid ? grid.low : Number.NEGATIVE_INFINITY;
    const high = grid ? grid.high : Number.POSITIVE_INFINITY;
    if (activation === "tanh") kernels.tanhGradient(delta, real, count, low, high);
    else if (activation === "relu") kernels.reluGradient(delta, real, count, low, high);
    else if (grid) kernels.straightThrough(delta, real, count, low, high);
    this.transformation.backward(delta, x, inputDelta, lanes);
  }
}
