import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { Grid } from "../quantize/grid.js";
import { encodeActivations, restoreActivations } from "./float-layer.js";
import type { Layer, SelectingLayer } from "./layer.js";
import type { MaxPoolSpec } from "./schema.js";
import type { ImageShape } from "./shapes.js";
import type { Transformation } from "./transformation.js";

/** The greatest of each window of the layer below, which leaves quantising to this layer. */
class MaxPool implements Transformation {
  readonly units: number;
  readonly rows: number;
  /** Channels, then height, width, height and width of the windows. */
  private readonly sizes: readonly [number, number, number, number, number];
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly below: Pick<Layer, "grid">,
    [poolHeight, poolWidth]: MaxPoolSpec["size"],
    { channels, height, width }: ImageShape,
  ) {
    this.kernels = engine.kernels;
    this.sizes = [channels, height, width, poolHeight, poolWidth];
    this.units = channels * Math.floor(height / poolHeight) * Math.floor(width / poolWidth);
    this.rows = this.units;
  }

  prepare(): void {}

  /** Rounding to a grid keeps the order of values, so that it may follow and find less to do. */
  forward(x: number, out: number, lanes: number): void {
    const { below, kernels, sizes, units } = this;
    kernels.maxPool(x, out, ...sizes, lanes);
    const { grid } = below;
    if (!grid) return;
    const { highest, inverse, lowest, scale } = grid;
    kernels.fakeQuantise(out, out, units * lanes, scale, inverse, lowest, highest);
  }

  backward(delta: number, x: number, inputDelta: number, lanes: number): void {
    const { below, kernels, sizes } = this;
    const { grid } = below;
    if (grid) {
      const { highest, inverse, lowest } = grid;
      kernels.maxPoolGradientOnGrid(
        ...([delta, x, inputDelta, ...sizes, lanes] as const),
        ...([inverse, lowest, highest] as const),
      );
    } else {
      kernels.maxPoolGradient(delta, x, inputDelta, ...sizes, lanes);
    }
  }
}

/**
 * Max-pooling as a layer that is measured. Its activations are values of the layer below, and codes
 * on the grid of that; it has neither weights, nor an activation function, nor a quantiser.
 */
export class MaxPoolLayer implements SelectingLayer {
  readonly transformation: Transformation;
  readonly real: number;
  readonly delta: number;
  readonly quantises = false;
  readonly needsWholeTensor = false;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly below: Layer,
    size: MaxPoolSpec["size"],
    shape: ImageShape,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    this.transformation = new MaxPool(engine, below, size, shape);
    const count = this.transformation.rows * lanes;
    this.real = engine.arena.take(Float32Array, count).byteOffset;
    this.delta = engine.arena.take(Float32Array, count).byteOffset;
  }

  get units(): number {
    return this.transformation.units;
  }

  get bits(): Layer["bits"] {
    return this.below.bits;
  }

  get grid(): Grid | undefined {
    return this.below.grid;
  }

  transform(x: number, out: number, lanes: number): void {
    this.transformation.forward(x, out, lanes);
  }

  activate(): void {}

  /** The layer below has been checked. */
  isFinite(): boolean {
    return true;
  }

  fixGrid(): void {}

  quantise(real: number): number {
    return real;
  }

  encode(real: number, out: number, lanes: number, count: number, stride: number): void {
    const { grid, kernels, units } = this;
    encodeActivations(kernels, grid, real, out, units, lanes, count, stride);
  }

  restore(rows: number, stride: number, picks: number, lanes: number): number {
    const { grid, kernels, real, units } = this;
    restoreActivations(kernels, grid, rows, stride, picks, real, units, lanes);
    return real;
  }

  /** The layer below has counted them. */
  countEnds(): void {}

  values(): number {
    return this.real;
  }

  forward(x: number, lanes: number): number {
    this.transform(x, this.real, lanes);
    return this.real;
  }

  backward(x: number, inputDelta: number, lanes: number): void {
    this.transformation.backward(this.delta, x, inputDelta, lanes);
  }
}
