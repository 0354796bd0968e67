import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { type Grid, gridOf } from "../quantize/grid.js";
import { RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import type { Layer } from "./layer.js";
import type { LayerSpec } from "./schema.js";
import type { Transformation } from "./transformation.js";

/** A layer that computes in f32; its quantiser puts activations on a grid and back (fake quantisation). */
export class FloatLayer implements Layer {
  readonly tracker: RangeTracker;
  readonly real: number;
  readonly delta: number;
  grid: Grid | undefined;
  private readonly quantised: number;
  private readonly scratch: Float32Array;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    readonly transformation: Transformation,
    private readonly activation: LayerSpec["activation"],
    private readonly quantiser: Quantiser,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    const size = transformation.rows * lanes;
    this.tracker = new RangeTracker(quantiser.range);
    this.real = engine.arena.take(Float32Array, size).byteOffset;
    this.quantised =
      quantiser.bits === "float" ? this.real : engine.arena.take(Float32Array, size).byteOffset;
    this.delta = engine.arena.take(Float32Array, size).byteOffset;
    this.scratch = engine.arena.take(Float32Array, 2);
  }

  get units(): number {
    return this.transformation.units;
  }

  get bits(): Quantiser["bits"] {
    return this.quantiser.bits;
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
    const { grid } = this;
    if (!grid) return real;
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
    if (!grid) {
      kernels.encodeFloat(real, out, units, lanes, count, stride);
      return;
    }
    const encode = grid.bits > 8 ? kernels.encode16 : kernels.encode8;
    encode(real, out, units, lanes, count, stride, grid.inverse, grid.lowest, grid.highest);
  }

  countEnds(real: number, lanes: number, count: number, out: number): void {
    const { grid, kernels, units } = this;
    if (!grid) return;
    const { highest, inverse, lowest } = grid;
    kernels.countEnds(real, units, lanes, count, inverse, lowest, highest, out);
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
