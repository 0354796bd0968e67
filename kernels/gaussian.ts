/*
 * Sums of Gaussian kernels over pairs of points, in the blocks of kernels/points.ts. A point with a
 * coordinate Infinity is padding: it adds nothing to others.
 *
 * sums[i] gains exp(factor * |p_i - p_j|^2) for the points j it is paired with: first those of earlier
 * blocks as they come, then those of its own and later blocks, columns 0, 2 and 1, 3 of each block
 * added up, lane by lane, and the two lanes together at the end.
 */
import { expOfNegative } from "./math64";
import { ROW, squaredDistances } from "./points";

// @ts-ignore: decorator
@inline function kernel(tile: usize, factor: v128): v128 {
  return expOfNegative(f64x2.mul(v128.load(tile), factor));
}

// @ts-ignore: decorator
@inline function gain(sums: usize, row: v128): void {
  f64.store(sums, f64.load(sums) + (f64x2.extract_lane(row, 0) + f64x2.extract_lane(row, 1)));
}

/** Pairs the four rows of `block` with each other if `within`, and with blocks first .. end - 1. */
// @ts-ignore: decorator
@inline function sweep(
  points: usize,
  units: i32,
  block: i32,
  within: bool,
  first: i32,
  end: i32,
  factor: v128,
  sums: usize,
  tile: usize,
): void {
  const size: usize = <usize>units * ROW;
  const rows = points + <usize>block * size;
  let a = f64x2.splat(0), b = a, c = a, d = a;
  if (within) {
    squaredDistances(rows, rows, units, tile);
    a = f64x2.add(kernel(tile, factor), kernel(tile + 16, factor));
    b = f64x2.add(kernel(tile + 32, factor), kernel(tile + 48, factor));
    c = f64x2.add(kernel(tile + 64, factor), kernel(tile + 80, factor));
    d = f64x2.add(kernel(tile + 96, factor), kernel(tile + 112, factor));
  }
  for (let other = first; other < end; other++) {
    squaredDistances(rows, points + <usize>other * size, units, tile);
    const a0 = kernel(tile, factor), a1 = kernel(tile + 16, factor);
    const b0 = kernel(tile + 32, factor), b1 = kernel(tile + 48, factor);
    const c0 = kernel(tile + 64, factor), c1 = kernel(tile + 80, factor);
    const d0 = kernel(tile + 96, factor), d1 = kernel(tile + 112, factor);
    a = f64x2.add(a, f64x2.add(a0, a1));
    b = f64x2.add(b, f64x2.add(b0, b1));
    c = f64x2.add(c, f64x2.add(c0, c1));
    d = f64x2.add(d, f64x2.add(d0, d1));
    const column = sums + <usize>other * ROW;
    const left = f64x2.add(f64x2.add(a0, b0), f64x2.add(c0, d0));
    const right = f64x2.add(f64x2.add(a1, b1), f64x2.add(c1, d1));
    v128.store(column, f64x2.add(v128.load(column), left));
    v128.store(column, f64x2.add(v128.load(column, 16), right), 16);
  }
  const own = sums + <usize>block * ROW;
  gain(own, a);
  gain(own + 8, b);
  gain(own + 16, c);
  gain(own + 24, d);
}

/**
 * Adds to sums (f64[4 * blocks]) the kernels of all pairs of points, each with itself too, in blocks
 * from .. to - 1 of points [blocks][units][4]. `factor` is negative; `tile`: f64[16], overwritten.
 */
export function gaussianSumsWithin(
  points: usize,
  units: i32,
  from: i32,
  to: i32,
  factor: f64,
  sums: usize,
  tile: usize,
): void {
  const scale = f64x2.splat(factor);
  for (let block = from; block < to; block++) {
    sweep(points, units, block, true, block + 1, to, scale, sums, tile);
  }
}

/** As gaussianSumsWithin, for the pairs of a point in blocks from .. to - 1 and one in to .. end - 1. */
export function gaussianSumsBetween(
  points: usize,
  units: i32,
  from: i32,
  to: i32,
  end: i32,
  factor: f64,
  sums: usize,
  tile: usize,
): void {
  const scale = f64x2.splat(factor);
  for (let block = from; block < to; block++) {
    sweep(points, units, block, false, to, end, scale, sums, tile);
  }
}
