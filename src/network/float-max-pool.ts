import type { Engine } from "../engine/engine.js";
import { encodeActivations, FloatLayer, restoreActivations } from "./float-layer.js";
import type { Layer } from "./layer.js";
import { MaxPool, MaxPoolLayer } from "./max-pool.js";
import type { MaxPoolSpec } from "./schema.js";
import type { ImageShape } from "./shapes.js";

/** On the layer below, which leaves quantising to this one. */
class FloatMaxPool extends MaxPool {
  constructor(
    engine: Engine,
    private readonly below: Layer,
    size: MaxPoolSpec["size"],
    input: ImageShape,
  ) {
    super(engine, size, input);
  }

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
    const args = [delta, x, inputDelta, ...sizes, lanes] as const;
    if (!grid) {
      kernels.maxPoolGradient(...args);
      return;
    }
    const { high, highest, inverse, lowest } = grid;
    if (below instanceof FloatLayer && below.rectifiedAbove) {
      kernels.maxPoolReluGradient(...args, inverse, lowest, highest, high);
    } else {
      kernels.maxPoolGradientOnGrid(...args, inverse, lowest, highest);
    }
  }
}

export class FloatMaxPoolLayer extends MaxPoolLayer {
  constructor(
    engine: Engine,
    below: Layer,
    size: MaxPoolSpec["size"],
    input: ImageShape,
    lanes: number,
  ) {
    const transformation = new FloatMaxPool(engine, below, size, input);
    const real = engine.arena.take(Float32Array, transformation.rows * lanes).byteOffset;
    super(engine, transformation, below, real, lanes);
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

  values(): number {
    return this.real;
  }
}
