import { roundHalfEven } from "../numerics/round.js";

/**
 * An affine grid of 2^bits levels with 0 on it. Code c, from 0 to 2^bits - 1, stands for the value
 * (c - zeroPoint) * scale. All numbers are f32 values, so that the kernels compute with them as is.
 */
export interface Grid {
  bits: number;
  scale: number;
  /** 1 / scale in f32; values are multiplied by it. */
  inverse: number;
  zeroPoint: number;
  /** Level (code minus zero point) of code 0 and of the greatest code. */
  lowest: number;
  highest: number;
  /** Nudged range: the values of those two codes. */
  low: number;
  high: number;
}

/** The least normal f32: a smaller scale may have no inverse in f32. */
const LEAST_SCALE = 2 ** -126;

/**
 * The grid of `bits` bits (1 to 16) whose range is [low, high], widened to contain 0 and nudged so
 * that 0 is a level. A range that is empty, or so narrow that its scale would not be a normal f32,
 * gives the grid of scale 1 on which everything near 0 is 0.
 */
export function gridOf(low: number, high: number, bits: number): Grid {
  const top = (1 << bits) - 1;
  const below = Math.max(0 - low, 0);
  const width = below + Math.max(high, 0);
  const step = Math.fround(width / top);
  const empty = step < LEAST_SCALE;
  const scale = empty ? 1 : step;
  const zeroPoint = empty ? 0 : roundHalfEven((below * top) / width);
  return {
    bits,
    scale,
    inverse: Math.fround(1 / scale),
    zeroPoint,
    lowest: 0 - zeroPoint,
    highest: top - zeroPoint,
    low: Math.fround((0 - zeroPoint) * scale),
    high: Math.fround((top - zeroPoint) * scale),
  };
}

/** Code of an f32 value: round half to even, clamp. The scalar twin of the quantising kernels. */
export function encode(grid: Grid, value: number): number {
  const level = roundHalfEven(Math.fround(Math.fround(value) * grid.inverse));
  return Math.min(grid.highest, Math.max(grid.lowest, level)) + grid.zeroPoint;
}

/** Value of a code, in f32. */
export function decode(grid: Grid, code: number): number {
  return Math.fround((code - grid.zeroPoint) * grid.scale);
}
