import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { type Grid, gridOf } from "../quantize/grid.js";
import { RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";

/** The weights that a layer computes with: its own, or their images on a grid. */
export class Weights {
  readonly tracker: RangeTracker;
  /** Byte offset of what to compute with, valid after `prepare`. */
  readonly offset: number;
  private readonly scratch: Float32Array;
  /** Undefined for float weights; valid after `prepare`. */
  grid: Grid | undefined;
  protected readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly quantiser: Quantiser,
    /** Before quantisation. */
    readonly values: Float32Array,
    readonly gradients: Float32Array,
  ) {
    this.kernels = engine.kernels;
    this.tracker = new RangeTracker(quantiser.range);
    this.scratch = engine.arena.take(Float32Array, 2);
    this.offset =
      quantiser.bits === "float"
        ? values.byteOffset
        : engine.arena.take(Float32Array, values.length).byteOffset;
  }

  /** Puts the present weights on their grid. */
  prepare(training: boolean): void {
    const { kernels, quantiser, scratch, tracker, values } = this;
    if (quantiser.bits === "float") return;
    if (tracker.followsTensor || (training && tracker.learns)) {
      kernels.range(values.byteOffset, values.length, scratch.byteOffset);
      tracker.observe(scratch[0], scratch[1]);
    }
    const grid = gridOf(tracker.low, tracker.high, quantiser.bits);
    this.grid = grid;
    this.place(grid);
  }

  /** Writes the weights' images on the grid to `offset`. */
  protected place(grid: Grid): void {
    const { kernels, values } = this;
    kernels.fakeQuantise(
      values.byteOffset,
      this.offset,
      values.length,
      grid.scale,
      grid.inverse,
      grid.lowest,
      grid.highest,
    );
  }

  /** Euclidean norm of the weights before quantisation. */
  get norm(): number {
    const { kernels, values } = this;
    return Math.sqrt(kernels.sumOfSquares(values.byteOffset, values.length));
  }

  /** Straight-through: no gradient for weights outside the range. */
  maskGradients(): void {
    const { gradients, grid, kernels, values } = this;
    if (!grid) return;
    kernels.straightThrough(
      gradients.byteOffset,
      values.byteOffset,
      values.length,
      grid.low,
      grid.high,
    );
  }
}
