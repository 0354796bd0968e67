import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { Grid } from "../quantize/grid.js";
import type { Layer, SelectingLayer } from "./layer.js";
import type { MaxPoolSpec } from "./schema.js";
import type { ImageShape } from "./shapes.js";
import type { Transformation } from "./transformation.js";

/** The greatest of each window, in float or integer arithmetic. */
export abstract class MaxPool implements Transformation {
  readonly units: number;
  readonly rows: number;
  protected readonly kernels: Kernels;
  /** Channels, then height, width, height and width of the windows. */
  protected readonly sizes: readonly [number, number, number, number, number];

  constructor(
    engine: Engine,
    readonly size: MaxPoolSpec["size"],
    readonly input: ImageShape,
  ) {
    const { channels, height, width } = input;
    this.kernels = engine.kernels;
    this.sizes = [channels, height, width, ...size];
    this.units = channels * Math.floor(height / size[0]) * Math.floor(width / size[1]);
    this.rows = this.units;
  }

  prepare(): void {}

  abstract forward(x: number, out: number, lanes: number): void;
  abstract backward(delta: number, x: number, inputDelta: number, lanes: number): void;
}

/**
 * Max-pooling as a layer that is measured. Its activations are values of the layer below, and codes
 * on the grid of that; it has neither weights, nor an activation function, nor a quantiser.
 */
export abstract class MaxPoolLayer implements SelectingLayer {
  readonly delta: number;
  readonly quantises = false;
  readonly needsWholeTensor = false;
  protected readonly kernels: Kernels;

  /** `real`: rows for its activations. */
  constructor(
    engine: Engine,
    readonly transformation: MaxPool,
    private readonly below: Layer,
    readonly real: number,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    this.delta = engine.arena.take(Float32Array, transformation.rows * lanes).byteOffset;
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

  abstract encode(real: number, out: number, lanes: number, count: number, stride: number): void;

  abstract restore(rows: number, stride: number, picks: number, lanes: number): number;

  /** The layer below has counted them. */
  countEnds(): void {}

  abstract values(lanes: number): number;

  forward(x: number, lanes: number): number {
    this.transform(x, this.real, lanes);
    return this.real;
  }

  backward(x: number, inputDelta: number, lanes: number): void {
    this.transformation.backward(this.delta, x, inputDelta, lanes);
  }
}
