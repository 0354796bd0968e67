import type { Quantiser, RangePolicy } from "../../src/quantize/schema.js";
import { f, greater, less, mul, nearestEven } from "./scalar-math.js";

/** An affine grid, as REFERENCE.md has it: codes 0 .. 2^bits - 1, zero on the grid. */
export interface ScalarGrid {
  scale: number;
  inverse: number;
  zeroPoint: number;
  top: number;
}

export function scalarGrid(low: number, high: number, bits: number): ScalarGrid {
  const top = 2 ** bits - 1;
  const below = low < 0 ? -low : 0;
  const width = below + (high > 0 ? high : 0);
  const scale = f(width / top);
  if (scale < 2 ** -126) return { scale: 1, inverse: 1, zeroPoint: 0, top };
  return { scale, inverse: f(1 / scale), zeroPoint: nearestEven((below * top) / width), top };
}

const levelOf = (grid: ScalarGrid, x: number) =>
  less(greater(nearestEven(mul(x, grid.inverse)), 0 - grid.zeroPoint), grid.top - grid.zeroPoint);

export const codeOf = (grid: ScalarGrid, x: number) => levelOf(grid, x) + grid.zeroPoint;
export const imageOf = (grid: ScalarGrid, x: number) => mul(levelOf(grid, x), grid.scale);

/** True when the straight-through gradient passes at x. */
export function passes(grid: ScalarGrid | undefined, x: number): boolean {
  if (!grid) return true;
  const low = mul(0 - grid.zeroPoint, grid.scale);
  const high = mul(grid.top - grid.zeroPoint, grid.scale);
  return low <= x && x <= high;
}

/** One tensor's quantiser with its range, policy by policy. */
export class ScalarQuantiser {
  low: number;
  high: number;
  private steps = 0;
  private frozen = false;
  grid: ScalarGrid | undefined;

  constructor(private readonly spec: Quantiser) {
    const range: RangePolicy = spec.range;
    const starts =
      range.policy === "fixed" || (range.policy === "moving-average" && !range.biasCorrection);
    this.low = starts ? range.low : 0;
    this.high = starts ? range.high : 0;
  }

  /** In training every tensor met may change the range. */
  train(tensor: readonly number[]): void {
    const { spec } = this;
    if (spec.bits === "float") return;
    const { low, high } = extremes(tensor);
    const range = spec.range;
    if (range.policy === "batch") {
      this.low = low;
      this.high = high;
    } else if (range.policy === "moving-average") {
      this.low = this.low * range.decay + low * (1 - range.decay);
      this.high = this.high * range.decay + high * (1 - range.decay);
      this.steps++;
    } else if (range.policy === "calibrated" && !this.frozen) {
      this.low = Math.min(this.low, low);
      this.high = Math.max(this.high, high);
    }
    this.fixGrid();
  }

  /** In measurement only "batch" looks at the tensor, which is all the data. */
  measure(tensor: readonly number[]): void {
    const { spec } = this;
    if (spec.bits === "float") return;
    if (spec.range.policy === "batch") {
      const { low, high } = extremes(tensor);
      this.low = low;
      this.high = high;
    }
    this.fixGrid();
  }

  endEpoch(epochs: number): void {
    const { range } = this.spec;
    if (range.policy === "calibrated" && epochs >= range.epochs) this.frozen = true;
  }

  quantise(x: number): number {
    return this.grid ? imageOf(this.grid, x) : x;
  }

  private fixGrid(): void {
    const { bits, range } = this.spec;
    if (bits === "float") return;
    let share = 1;
    if (range.policy === "moving-average" && range.biasCorrection && this.steps > 0) {
      let remainder = 1;
      for (let step = 0; step < this.steps; step++) remainder *= range.decay;
      share = 1 - remainder;
    }
    this.grid = scalarGrid(this.low / share, this.high / share, bits);
  }
}

/** Least and greatest of the numbers and 0. */
function extremes(tensor: readonly number[]): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const x of tensor) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return { low, high };
}
