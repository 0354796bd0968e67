import type { Engine } from "../../engine/engine.js";
import { MaxPool, MaxPoolLayer } from "../max-pool.js";
import type { MaxPoolSpec } from "../schema.js";
import type { ImageShape } from "../shapes.js";
import { encodeLevels, type IntegerLayer, restoreLevels } from "./layer.js";

/** On levels. Its gradient is that of the float layer on what they stand for, in the same order. */
class IntegerMaxPool extends MaxPool {
  forward(x: number, out: number, lanes: number): void {
    this.kernels.maxPoolLevels(x, out, ...this.sizes, lanes);
  }

  backward(delta: number, x: number, inputDelta: number, lanes: number): void {
    this.kernels.maxPoolGradient(delta, x, inputDelta, ...this.sizes, lanes);
  }
}

/** Max-pooling of levels, which are its rows before and after quantisation. */
export class IntegerMaxPoolLayer extends MaxPoolLayer {
  /** f32 rows of what the levels stand for. */
  private readonly images: number;

  constructor(
    engine: Engine,
    private readonly source: IntegerLayer | IntegerMaxPoolLayer,
    size: MaxPoolSpec["size"],
    input: ImageShape,
    lanes: number,
  ) {
    const transformation = new IntegerMaxPool(engine, size, input);
    const count = transformation.rows * lanes;
    super(engine, transformation, source, engine.arena.take(Int16Array, count).byteOffset, lanes);
    this.images = engine.arena.take(Float32Array, count).byteOffset;
  }

  override get grid(): IntegerLayer["grid"] {
    return this.source.grid;
  }

  encode(real: number, out: number, lanes: number, count: number, stride: number): void {
    encodeLevels(this.kernels, this.grid, real, out, this.units, lanes, count, stride);
  }

  restore(rows: number, stride: number, picks: number, lanes: number): number {
    const { grid, kernels, real, units } = this;
    restoreLevels(kernels, grid, rows, stride, picks, real, units, lanes);
    return real;
  }

  values(lanes: number): number {
    const { grid, images, kernels, real, units } = this;
    kernels.dequantiseLevels(real, images, units * lanes, grid.scale);
    return images;
  }
}
