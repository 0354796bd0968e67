import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import { roundHalfEven } from "../../numerics/round.js";
import type { Grid } from "../../quantize/grid.js";

/** The table covers [-8, 8), beyond which tanh is 1 to 2^-22. */
const WIDTH = 16;
const LEAST_BITS = 10;
const MOST_BITS = 16;

/**
 * Levels of tanh on a grid of b bits, at 2^(b + 5) places: on the range [-1, 1] places are at most 1/4
 * of a level apart, so that a level is off by at most 1/8 before it is rounded. From 12 bits on there
 * are 2^16 places, 1/4096 apart.
 */
export class TanhTable {
  /** entries[i] is the level of tanh((i - entries.length / 2) * step). */
  readonly entries: Int16Array;
  readonly step: number;
  private grid: Grid | undefined;
  private readonly scratch: Float32Array;
  private readonly kernels: Kernels;

  constructor(engine: Engine, bits: number) {
    this.kernels = engine.kernels;
    const length = 2 ** Math.min(MOST_BITS, Math.max(LEAST_BITS, bits + 5));
    this.entries = engine.arena.take(Int16Array, length);
    this.step = WIDTH / length;
    this.scratch = engine.arena.take(Float32Array, 16);
  }

  /** Fills the table for a grid, unless it was the last one, too. */
  fix(grid: Grid): void {
    const { entries, kernels, step } = this;
    const { highest, inverse, lowest } = grid;
    const same = this.grid?.inverse === inverse && this.grid.lowest === lowest;
    if (same) return;
    this.grid = grid;
    kernels.tanhTable(entries.byteOffset, entries.length, step, inverse, lowest, highest);
  }

  /**
   * The first and the last place at which the grid does not clip tanh, those beyond the table's ends
   * included: an end up to which nothing is clipped is no limit.
   */
  get within(): [least: number, most: number] {
    const half = this.entries.length / 2;
    const { highest, lowest } = this.grid!;
    const least = this.firstFrom(lowest);
    const beyond = this.firstFrom(highest + 1);
    return [least === -half ? -(2 ** 31) : least, beyond === half ? 2 ** 31 - 1 : beyond - 1];
  }

  /** The first place at which tanh, unclamped, has at least this level; bisection. */
  private firstFrom(level: number): number {
    const half = this.entries.length / 2;
    let below = -half - 1;
    let from = half;
    while (from - below > 1) {
      const middle = Math.floor((below + from) / 2);
      if (this.levelAt(middle) >= level) from = middle;
      else below = middle;
    }
    return from;
  }

  private levelAt(place: number): number {
    const { grid, kernels, scratch, step } = this;
    scratch[0] = place * step;
    kernels.tanh(scratch.byteOffset, scratch.length);
    return roundHalfEven(Math.fround(scratch[0] * grid!.inverse));
  }
}
