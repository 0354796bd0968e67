/*
 * Differences between points of f64 coordinates. Points lie in blocks of four, each coordinate of the
 * four side by side: [blocks][units][4]. A tile holds the 16 values of the pairs of two blocks:
 * f64[4 rows][4 columns].
 */

/** Bytes of one coordinate of a block. */
export const ROW: usize = 32;
/** Bytes of a tile. */
export const TILE: usize = 128;

// @ts-ignore: decorator
@inline function square(x: v128): v128 {
  return f64x2.mul(x, x);
}

/** Squared Euclidean distances of all pairs of two blocks, coordinates added in turn. */
// @ts-ignore: decorator
@inline export function squaredDistances(
  rows: usize,
  columns: usize,
  units: i32,
  tile: usize,
): void {
  let a0 = f64x2.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  const end: usize = <usize>units * ROW;
  for (let u: usize = 0; u < end; u += ROW) {
    const left = v128.load(columns + u);
    const right = v128.load(columns + u, 16);
    let row = v128.load64_splat(rows + u);
    a0 = f64x2.add(a0, square(f64x2.sub(row, left)));
    a1 = f64x2.add(a1, square(f64x2.sub(row, right)));
    row = v128.load64_splat(rows + u, 8);
    b0 = f64x2.add(b0, square(f64x2.sub(row, left)));
    b1 = f64x2.add(b1, square(f64x2.sub(row, right)));
    row = v128.load64_splat(rows + u, 16);
    c0 = f64x2.add(c0, square(f64x2.sub(row, left)));
    c1 = f64x2.add(c1, square(f64x2.sub(row, right)));
    row = v128.load64_splat(rows + u, 24);
    d0 = f64x2.add(d0, square(f64x2.sub(row, left)));
    d1 = f64x2.add(d1, square(f64x2.sub(row, right)));
  }
  storeTile(tile, a0, a1, b0, b1, c0, c1, d0, d1);
}

// @ts-ignore: decorator
@inline function further(distance: v128, difference: v128): v128 {
  return f64x2.pmax(distance, f64x2.abs(difference));
}

/** Distances of all pairs of two blocks by the max norm of coordinates `first` .. `last` - 1. */
// @ts-ignore: decorator
@inline export function maxDistances(
  rows: usize,
  columns: usize,
  first: i32,
  last: i32,
  tile: usize,
): void {
  let a0 = f64x2.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  const end: usize = <usize>last * ROW;
  for (let u: usize = <usize>first * ROW; u < end; u += ROW) {
    const left = v128.load(columns + u);
    const right = v128.load(columns + u, 16);
    let row = v128.load64_splat(rows + u);
    a0 = further(a0, f64x2.sub(row, left));
    a1 = further(a1, f64x2.sub(row, right));
    row = v128.load64_splat(rows + u, 8);
    b0 = further(b0, f64x2.sub(row, left));
    b1 = further(b1, f64x2.sub(row, right));
    row = v128.load64_splat(rows + u, 16);
    c0 = further(c0, f64x2.sub(row, left));
    c1 = further(c1, f64x2.sub(row, right));
    row = v128.load64_splat(rows + u, 24);
    d0 = further(d0, f64x2.sub(row, left));
    d1 = further(d1, f64x2.sub(row, right));
  }
  storeTile(tile, a0, a1, b0, b1, c0, c1, d0, d1);
}

// @ts-ignore: decorator
@inline function storeTile(
  tile: usize,
  a0: v128,
  a1: v128,
  b0: v128,
  b1: v128,
  c0: v128,
  c1: v128,
  d0: v128,
  d1: v128,
): void {
  v128.store(tile, a0);
  v128.store(tile, a1, 16);
  v128.store(tile, b0, 32);
  v128.store(tile, b1, 48);
  v128.store(tile, c0, 64);
  v128.store(tile, c1, 80);
  v128.store(tile, d0, 96);
  v128.store(tile, d1, 112);
}
