import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";

/** Norms of the mean and of the standard deviation of a gradient over batches. */
export interface GradientNorms {
  mean: number;
  deviation: number;
}

/** Mean and variance, weight by weight, of the gradients of several batches. */
export class GradientMoments {
  private readonly mean: Float32Array;
  private readonly squares: Float32Array;
  private readonly kernels: Kernels;
  private batches = 0;

  constructor(
    engine: Engine,
    private readonly gradients: Float32Array,
  ) {
    this.kernels = engine.kernels;
    this.mean = engine.arena.take(Float32Array, gradients.length);
    this.squares = engine.arena.take(Float32Array, gradients.length);
  }

  clear(): void {
    this.batches = 0;
  }

  /** Takes in the gradients of one more batch. */
  observe(): void {
    const { gradients, kernels, mean, squares } = this;
    kernels.accumulate(
      gradients.byteOffset,
      mean.byteOffset,
      squares.byteOffset,
      gradients.length,
      1 / ++this.batches,
    );
  }

  /**
   * Euclidean norms over the gradients `part`, a view of those given to the constructor: of the mean
   * over the batches and of the standard deviation about it (the root of the mean square).
   */
  norms(part: Float32Array): GradientNorms {
    const { batches, gradients, kernels, mean, squares } = this;
    const offset = part.byteOffset - gradients.byteOffset;
    return {
      mean: Math.sqrt(kernels.sumOfSquares(mean.byteOffset + offset, part.length)),
      deviation: Math.sqrt(kernels.sum(squares.byteOffset + offset, part.length) / batches),
    };
  }
}
