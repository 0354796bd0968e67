/*
 * Dense linear algebra on f64: matrices are row-major, strides count elements. Every sum over a
 * depth runs in blocks of 256, each in two partial sums (even and odd positions) that are added at
 * its end, so that an entry's bits do not depend on the tile that computed it.
 */

const BLOCK = 256;
/** Rows of the second factor that are gone through again and again, from a near cache. */
const PANEL = 64;

export const SET = 0;
export const SUBTRACT = 1;

// @ts-ignore: decorator
@inline function product(sum: v128, a: v128, b: v128): v128 {
  return f64x2.add(sum, f64x2.mul(a, b));
}

// @ts-ignore: decorator
@inline function productLow(sum: v128, a: usize, b: usize): v128 {
  return f64x2.add(sum, f64x2.mul(v128.load64_zero(a), v128.load64_zero(b)));
}

// @ts-ignore: decorator
@inline function put(at: usize, sum: v128, mode: i32): void {
  const total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (mode == SET) f64.store(at, total);
  else if (mode == SUBTRACT) f64.store(at, f64.load(at) - total);
  else f64.store(at, f64.load(at) + total);
}

/** A tile of 2 x 4 (`wide`) or 1 x 1 entries, over `depth` positions. */
// @ts-ignore: decorator
@inline function tile(
  a: usize,
  b: usize,
  c: usize,
  aRow: usize,
  bRow: usize,
  cRow: usize,
  depth: usize,
  mode: i32,
  rows: i32,
  columns: i32,
): void {
  let s00 = f64x2.splat(0), s01 = s00, s02 = s00, s03 = s00;
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  const b1 = b + bRow, b2 = b1 + bRow, b3 = b2 + bRow;
  const a1 = a + aRow;
  const pairs = (depth >> 1) << 4;
  let k: usize = 0;
  for (; k < pairs; k += 16) {
    const x0 = v128.load(a + k);
    const x1 = rows > 1 ? v128.load(a1 + k) : x0;
    const y0 = v128.load(b + k);
    s00 = product(s00, x0, y0);
    if (rows > 1) s10 = product(s10, x1, y0);
    if (columns > 1) {
      const y1 = v128.load(b1 + k);
      s01 = product(s01, x0, y1);
      if (rows > 1) s11 = product(s11, x1, y1);
      const y2 = v128.load(b2 + k);
      s02 = product(s02, x0, y2);
      if (rows > 1) s12 = product(s12, x1, y2);
      const y3 = v128.load(b3 + k);
      s03 = product(s03, x0, y3);
      if (rows > 1) s13 = product(s13, x1, y3);
    }
  }
  if (depth & 1) {
    s00 = productLow(s00, a + k, b + k);
    if (rows > 1) s10 = productLow(s10, a1 + k, b + k);
    if (columns > 1) {
      s01 = productLow(s01, a + k, b1 + k);
      s02 = productLow(s02, a + k, b2 + k);
      s03 = productLow(s03, a + k, b3 + k);
      if (rows > 1) {
        s11 = productLow(s11, a1 + k, b1 + k);
        s12 = productLow(s12, a1 + k, b2 + k);
        s13 = productLow(s13, a1 + k, b3 + k);
      }
    }
  }
  put(c, s00, mode);
  if (columns > 1) {
    put(c + 8, s01, mode);
    put(c + 16, s02, mode);
    put(c + 24, s03, mode);
  }
  if (rows > 1) {
    c += cRow;
    put(c, s10, mode);
    if (columns > 1) {
      put(c + 8, s11, mode);
      put(c + 16, s12, mode);
      put(c + 24, s13, mode);
    }
  }
}

/** One row (or two) of the product against rows `from` to `to` of b, `depth` positions. */
// @ts-ignore: decorator
@inline function strip(
  a: usize,
  b: usize,
  c: usize,
  aRow: usize,
  bRow: usize,
  cRow: usize,
  from: i32,
  to: i32,
  depth: usize,
  mode: i32,
  rows: i32,
): void {
  let j = from;
  for (; j + 4 <= to; j += 4) {
    tile(a, b + <usize>j * bRow, c + (<usize>j << 3), aRow, bRow, cRow, depth, mode, rows, 4);
  }
  for (; j < to; j++) {
    tile(a, b + <usize>j * bRow, c + (<usize>j << 3), aRow, bRow, cRow, depth, mode, rows, 1);
  }
}

/**
 * c = a b' (mode 0) or c - a b' (mode 1): a has `rows` rows, b `columns`, both `depth` long. With
 * `lower` 1, entries (i, j) with j <= i only.
 */
export function products(
  a: usize,
  aStride: i32,
  b: usize,
  bStride: i32,
  c: usize,
  cStride: i32,
  rows: i32,
  columns: i32,
  depth: i32,
  mode: i32,
  lower: i32,
): void {
  const aRow: usize = <usize>aStride << 3;
  const bRow: usize = <usize>bStride << 3;
  const cRow: usize = <usize>cStride << 3;
  let k = 0;
  do {
    const block: usize = min(depth - k, BLOCK);
    const at: usize = <usize>k << 3;
    const how = k > 0 && mode == SET ? 2 : mode;
    for (let from = 0; from < columns; from += PANEL) {
      const to = min(from + PANEL, columns);
      let i = lower ? from : 0;
      for (; i + 2 <= rows; i += 2) {
        const last = lower ? min(to, i + 1) : to;
        const x = a + <usize>i * aRow + at;
        const y = c + <usize>i * cRow;
        strip(x, b + at, y, aRow, bRow, cRow, from, last, block, how, 2);
        if (lower && i + 1 < to) {
          strip(x + aRow, b + at, y + cRow, aRow, bRow, cRow, i + 1, i + 2, block, how, 1);
        }
      }
      if (i < rows) {
        const last = lower ? min(to, i + 1) : to;
        const x = a + <usize>i * aRow + at;
        strip(x, b + at, c + <usize>i * cRow, aRow, bRow, cRow, from, last, block, how, 1);
      }
    }
    k += BLOCK;
  } while (k < depth);
}

/** The sum of a[k] b[k]: two partial sums, even and odd positions, added at the end. */
// @ts-ignore: decorator
@inline function dot(a: usize, b: usize, depth: usize): f64 {
  let sum = f64x2.splat(0);
  const pairs = (depth >> 1) << 4;
  let k: usize = 0;
  for (; k < pairs; k += 16) sum = product(sum, v128.load(a + k), v128.load(b + k));
  if (depth & 1) sum = productLow(sum, a + k, b + k);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Columns of one block of the factorisation. */
const COLUMNS = 64;

/**
 * Cholesky factor L, a = L L', in place in the lower triangle of the n x n matrix a; the rest is not
 * touched. Returns n, or the row of the first pivot that is not positive, where it stops.
 * Blocks of 64 columns: the block's own triangle, the rows below it, then everything right of it.
 */
export function cholesky(a: usize, n: i32, stride: i32): i32 {
  const row: usize = <usize>stride << 3;
  for (let from = 0; from < n; from += COLUMNS) {
    const to = min(from + COLUMNS, n);
    const corner: usize = <usize>from << 3;
    for (let i = from; i < n; i++) {
      const x = a + <usize>i * row + corner;
      const last = min(i, to);
      for (let j = from; j < last; j++) {
        const y = a + <usize>j * row + corner;
        const at: usize = <usize>(j - from) << 3;
        const rest = f64.load(x + at) - dot(x, y, j - from);
        f64.store(x + at, rest / f64.load(y + at));
      }
      if (i < to) {
        const at: usize = <usize>(i - from) << 3;
        const pivot = f64.load(x + at) - dot(x, x, i - from);
        if (!(pivot > 0)) return i;
        f64.store(x + at, sqrt<f64>(pivot));
      }
    }
    if (to < n) {
      const below = a + <usize>to * row + corner;
      const rest = below + (<usize>(to - from) << 3);
      products(
        below, stride, below, stride, rest, stride, n - to, n - to, to - from, SUBTRACT, 1,
      );
    }
  }
  return n;
}

/** x = L^-1 x for a lower triangle L: in row i, the sum of L[i, j] x[j] over j < i as in `dot`. */
export function solveLower(l: usize, n: i32, stride: i32, x: usize): void {
  const row: usize = <usize>stride << 3;
  for (let i = 0; i < n; i++) {
    const at: usize = <usize>i << 3;
    const line = l + <usize>i * row;
    f64.store(x + at, (f64.load(x + at) - dot(line, x, i)) / f64.load(line + at));
  }
}

/** x = L'^-1 x for a lower triangle L: from the last row up, each takes its part from those above. */
export function solveUpper(l: usize, n: i32, stride: i32, x: usize): void {
  const row: usize = <usize>stride << 3;
  for (let i = n - 1; i >= 0; i--) {
    const at: usize = <usize>i << 3;
    const line = l + <usize>i * row;
    const value = f64.load(x + at) / f64.load(line + at);
    f64.store(x + at, value);
    const factor = f64x2.splat(value);
    let k: usize = 0;
    for (const pairs = at & ~15; k < pairs; k += 16) {
      v128.store(x + k, f64x2.sub(v128.load(x + k), f64x2.mul(factor, v128.load(line + k))));
    }
    if (i & 1) f64.store(x + k, f64.load(x + k) - value * f64.load(line + k));
  }
}

/** Copies the lower triangle of the n x n matrix a to the upper one. */
export function mirror(a: usize, n: i32, stride: i32): void {
  const row: usize = <usize>stride << 3;
  for (let i = 0; i < n; i += 8) {
    const rows = min(i + 8, n);
    for (let j = 0; j < rows; j += 8) {
      const columns = min(j + 8, n);
      for (let p = i; p < rows; p++) {
        const end = min(columns, p);
        for (let q = j; q < end; q++) {
          f64.store(a + <usize>q * row + (<usize>p << 3), f64.load(a + <usize>p * row + (<usize>q << 3)));
        }
      }
    }
  }
}
