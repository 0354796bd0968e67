import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import type { Grid } from "../../quantize/grid.js";
import type { DenseSpec } from "../schema.js";
import { type FixedPoint, fixedPoint } from "./fixed-point.js";
import { TanhTable } from "./tanh-table.js";

/** No lower limit. */
const NONE = -(2 ** 31);

/**
 * From accumulators to the levels of a layer's activations: the activation function and the quantiser
 * in one. A ReLU is the lower clamp at level 0; tanh is a table that the accumulators are scaled to.
 */
export class Requantiser {
  /** Accumulators times this are levels, or places in the table from its middle on. */
  ratio: FixedPoint = { multiplier: 0, shift: 0 };
  readonly table: TanhTable | undefined;
  /** Where they are clamped. */
  lowest = 0;
  highest = 0;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    readonly activation: DenseSpec["activation"],
    bits: number,
  ) {
    this.kernels = engine.kernels;
    if (activation === "tanh") this.table = new TanhTable(engine, bits);
  }

  /** For accumulators on the scale `scale` and activations on `grid`. */
  fix(scale: number, grid: Grid): void {
    const { activation, table } = this;
    this.ratio = fixedPoint(scale / (table ? table.step : grid.scale));
    if (table) {
      table.fix(grid);
      this.highest = table.entries.length / 2 - 1;
      this.lowest = -1 - this.highest;
    } else {
      this.highest = grid.highest;
      this.lowest = activation === "relu" ? 0 : grid.lowest;
    }
  }

  /** The levels (i16) of `count` accumulators (i32), a multiple of 8. */
  apply(acc: number, levels: number, count: number): void {
    const { highest, kernels, lowest, ratio, table } = this;
    const { multiplier, shift } = ratio;
    if (table) {
      const { entries } = table;
      const { byteOffset, length } = entries;
      kernels.lookUp(acc, levels, count, multiplier, shift, byteOffset, length);
    } else {
      kernels.requantise(acc, levels, count, multiplier, shift, lowest, highest);
    }
  }

  /**
   * Adds to out[0] (u32) how many of the accumulators of the first `count` lanes the ends of the grid
   * clip, and to out[1] how many of their levels are at one. What a ReLU makes 0 is not clipped. A
   * lane stands for as many inputs as `weights` (u32) says.
   */
  countEnds(
    acc: number,
    levels: number,
    units: number,
    lanes: number,
    count: number,
    weights: number,
    { highest, lowest }: Grid,
    out: number,
  ): void {
    const { activation, kernels, ratio, table } = this;
    const [least, most] = table?.within ?? [activation === "relu" ? NONE : lowest, highest];
    const { multiplier, shift } = ratio;
    kernels.countLevelEnds(
      ...([acc, levels, units, lanes, count, weights] as const),
      ...([multiplier, shift, least, most, lowest, highest, out] as const),
    );
  }
}
