/*
 * Dense linear algebra on f64: matrices are row-major, strides count elements. Every sum over a
 * depth runs in blocks of 256, each in two partial sums (even and odd positions) that are added at
 * its end, so that an entry's bits do not depend on the tile that computed it.
 */

const BLOCK = 256;
/** Rows of the first factor that are gone through again and again, from a near cache. */
const PANEL = 128;
/** From so many rows on it pays to copy the four rows of the second factor that they meet. */
const PACKED_FROM = 12;

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

/**
 * A tile of `rows` (1 or 2) x `columns` (1 or 4) entries, over `depth` positions. `packed`: b holds
 * pairs of positions of the four rows in turn.
 */
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
  packed: bool,
): void {
  let s00 = f64x2.splat(0), s01 = s00, s02 = s00, s03 = s00;
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  const step: usize = packed ? 64 : 16;
  let a1 = a + aRow;
  let b1 = packed ? b + 16 : b + bRow;
  let b2 = packed ? b + 32 : b1 + bRow;
  let b3 = packed ? b + 48 : b2 + bRow;
  for (const end = a + ((depth >> 1) << 4); a < end; a += 16) {
    const x0 = v128.load(a);
    const x1 = rows > 1 ? v128.load(a1) : x0;
    const y0 = v128.load(b);
    s00 = product(s00, x0, y0);
    if (rows > 1) s10 = product(s10, x1, y0);
    if (columns > 1) {
      const y1 = packed ? v128.load(b, 16) : v128.load(b1);
      s01 = product(s01, x0, y1);
      if (rows > 1) s11 = product(s11, x1, y1);
      const y2 = packed ? v128.load(b, 32) : v128.load(b2);
      s02 = product(s02, x0, y2);
      if (rows > 1) s12 = product(s12, x1, y2);
      const y3 = packed ? v128.load(b, 48) : v128.load(b3);
      s03 = product(s03, x0, y3);
      if (rows > 1) s13 = product(s13, x1, y3);
    }
    a1 += 16;
    b += step;
    if (!packed) {
      b1 += step;
      b2 += step;
      b3 += step;
    }
  }
  if (depth & 1) {
    if (packed) {
      b1 = b + 16;
      b2 = b + 32;
      b3 = b + 48;
    }
    s00 = productLow(s00, a, b);
    if (rows > 1) s10 = productLow(s10, a1, b);
    if (columns > 1) {
      s01 = productLow(s01, a, b1);
      s02 = productLow(s02, a, b2);
      s03 = productLow(s03, a, b3);
      if (rows > 1) {
        s11 = productLow(s11, a1, b1);
        s12 = productLow(s12, a1, b2);
        s13 = productLow(s13, a1, b3);
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

/** Pairs of positions of four rows of b in turn; the last pair may hold one position. */
function pack(b: usize, bRow: usize, depth: i32, room: usize): void {
  for (let k = 0; k < depth; k += 2) {
    const whole = k + 1 < depth;
    let from = b + (<usize>k << 3);
    for (let row = 0; row < 4; row++) {
      v128.store(room, whole ? v128.load(from) : v128.load64_zero(from));
      from += bRow;
      room += 16;
    }
  }
}

/** Rows `from` to `to` of c in 1 or 4 columns. */
// @ts-ignore: decorator
@inline function stripes(
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
  columns: i32,
  packed: bool,
): void {
  let x = a + <usize>from * aRow;
  let y = c + <usize>from * cRow;
  for (; from + 2 <= to; from += 2) {
    tile(x, b, y, aRow, bRow, cRow, depth, mode, 2, columns, packed);
    x += aRow << 1;
    y += cRow << 1;
  }
  if (from < to) tile(x, b, y, aRow, bRow, cRow, depth, mode, 1, columns, packed);
}

/**
 * c = a b' (mode 0) or c - a b' (mode 1): a has `rows` rows, b `columns`, both `depth` long. With
 * `lower` 1, entries (i, j) with j <= i only. `room`: 8192 bytes, overwritten.
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
  room: usize,
): void {
  const aRow: usize = <usize>aStride << 3;
  const bRow: usize = <usize>bStride << 3;
  const cRow: usize = <usize>cStride << 3;
  let k = 0;
  do {
    const block = min(depth - k, BLOCK);
    const at: usize = <usize>k << 3;
    const how = k > 0 && mode == SET ? 2 : mode;
    for (let from = 0; from < rows; from += PANEL) {
      const to = min(from + PANEL, rows);
      const end = lower ? min(columns, to) : columns;
      for (let j = 0; j < end; ) {
        const width = j + 4 <= end ? 4 : 1;
        const x = a + at;
        const y = b + at + <usize>j * bRow;
        const z = c + (<usize>j << 3);
        let i = lower ? max(from, j) : from;
        for (const corner = lower ? min(to, j + width - 1) : i; i < corner; i++) {
          for (let q = j; q <= i; q++) {
            const other = b + at + <usize>q * bRow;
            stripes(x, other, c + (<usize>q << 3), aRow, bRow, cRow, i, i + 1, block, how, 1, false);
          }
        }
        if (width == 1) {
          stripes(x, y, z, aRow, bRow, cRow, i, to, block, how, 1, false);
        } else if (to - i < PACKED_FROM) {
          stripes(x, y, z, aRow, bRow, cRow, i, to, block, how, 4, false);
        } else {
          pack(y, bRow, block, room);
          stripes(x, room, z, aRow, bRow, cRow, i, to, block, how, 4, true);
        }
        j += width;
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
 * `room`: 8192 bytes, overwritten.
 */
export function cholesky(a: usize, n: i32, stride: i32, room: usize): i32 {
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
        room,
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
  for (let i = 0; i < n; i += SQUARE) {
    const rows = min(SQUARE, n - i);
    for (let j = 0; j < i; j += SQUARE) mirrorSquare(a, row, i, j, rows, SQUARE);
    for (let p = i + 1; p < i + rows; p++) {
      for (let q = i; q < p; q++) {
        f64.store(a + <usize>q * row + (<usize>p << 3), f64.load(a + <usize>p * row + (<usize>q << 3)));
      }
    }
  }
}

const SQUARE = 8;

/** a[j + q][i + p] = a[i + p][j + q] for p < rows and q < columns, row strides in bytes. */
// @ts-ignore: decorator
@inline export function mirrorSquare(
  a: usize,
  row: usize,
  i: i32,
  j: i32,
  rows: i32,
  columns: i32,
): void {
  let p = 0;
  for (; p + 2 <= rows; p += 2) {
    let from = a + <usize>(i + p) * row + (<usize>j << 3);
    let to = a + <usize>j * row + (<usize>(i + p) << 3);
    let q = 0;
    for (; q + 2 <= columns; q += 2) {
      const x = v128.load(from), y = v128.load(from + row);
      v128.store(to, v128.shuffle<f64>(x, y, 0, 2));
      v128.store(to + row, v128.shuffle<f64>(x, y, 1, 3));
      from += 16;
      to += row << 1;
    }
    if (q < columns) {
      f64.store(to, f64.load(from));
      f64.store(to, f64.load(from + row), 8);
    }
  }
  if (p < rows) {
    let from = a + <usize>(i + p) * row + (<usize>j << 3);
    let to = a + <usize>j * row + (<usize>(i + p) << 3);
    for (let q = 0; q < columns; q++) {
      f64.store(to, f64.load(from));
      from += 8;
      to += row;
    }
  }
}
