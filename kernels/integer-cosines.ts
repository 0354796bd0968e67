/*
 * Cosines of rows of integers. The sums of products are exact, in whatever order they are added: the
 * caller sees to it that no value is below -32767 and every sum of squares is below 2^31, which bounds
 * the sums of products as well (Cauchy and Schwarz).
 */

/** Bytes of the first factor that are gone through again and again, from a near cache. */
const PANEL = 1 << 18;

// @ts-ignore: decorator
@inline function dot(sum: v128, a: v128, b: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(a, b));
}

/** The sums of the four lanes of each. */
// @ts-ignore: decorator
@inline function totals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(
    v128.shuffle<i32>(a, b, 0, 4, 1, 5),
    v128.shuffle<i32>(a, b, 2, 6, 3, 7),
  );
  const cd = i32x4.add(
    v128.shuffle<i32>(c, d, 0, 4, 1, 5),
    v128.shuffle<i32>(c, d, 2, 6, 3, 7),
  );
  return i32x4.add(
    v128.shuffle<i32>(ab, cd, 0, 1, 4, 5),
    v128.shuffle<i32>(ab, cd, 2, 3, 6, 7),
  );
}

// @ts-ignore: decorator
@inline function cosines(products: v128, square: v128, squares: v128): v128 {
  const sizes = f64x2.sqrt(f64x2.mul(square, squares));
  return f64x2.div(f64x2.convert_low_i32x4_s(products), sizes);
}

/** Stores `columns` (1 to 4) cosines. */
// @ts-ignore: decorator
@inline function put(c: usize, products: v128, square: usize, squares: usize, columns: i32): void {
  const size = v128.load64_splat(square);
  const low = cosines(products, size, v128.load(squares));
  const high = cosines(
    v128.shuffle<i32>(products, products, 2, 3, 2, 3),
    size,
    v128.load(squares, 16),
  );
  if (columns == 4) {
    v128.store(c, low);
    v128.store(c, high, 16);
    return;
  }
  f64.store(c, f64x2.extract_lane(low, 0));
  if (columns > 1) f64.store(c, f64x2.extract_lane(low, 1), 8);
  if (columns > 2) f64.store(c, f64x2.extract_lane(high, 0), 16);
}

/** Groups of 8 of four rows in turn, then the rows' squares; rows that there are not repeat the last. */
function pack(b: usize, squares: usize, row: usize, rows: i32, room: usize): void {
  for (let q = 0; q < 4; q++) {
    const from = min(q, rows - 1);
    const source = b + <usize>from * row;
    let target = room + (<usize>q << 4);
    for (let k: usize = 0; k < row; k += 16) {
      v128.store(target, v128.load(source + k));
      target += 64;
    }
    f64.store(room + 4 * row + (<usize>q << 3), f64.load(squares + (<usize>from << 3)));
  }
}

/** Two rows of c (or one, twice) in up to four columns; `room`: what `pack` made. */
function tile(
  a: usize,
  a1: usize,
  squares: usize,
  squares1: usize,
  room: usize,
  c: usize,
  c1: usize,
  row: usize,
  columns: i32,
): void {
  let s00 = i32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  let b = room;
  for (const end = a + row; a < end; a += 16) {
    const x0 = v128.load(a), x1 = v128.load(a1);
    const y0 = v128.load(b), y1 = v128.load(b, 16);
    s00 = dot(s00, x0, y0);
    s10 = dot(s10, x1, y0);
    s01 = dot(s01, x0, y1);
    s11 = dot(s11, x1, y1);
    const y2 = v128.load(b, 32), y3 = v128.load(b, 48);
    s02 = dot(s02, x0, y2);
    s12 = dot(s12, x1, y2);
    s03 = dot(s03, x0, y3);
    s13 = dot(s13, x1, y3);
    a1 += 16;
    b += 64;
  }
  put(c, totals(s00, s01, s02, s03), squares, b, columns);
  put(c1, totals(s10, s11, s12, s13), squares1, b, columns);
}

/**
 * c[i][j] = <a_i, b_j>/sqrt(<a_i, a_i> <b_j, b_j>) in f64, for rows of i16 that are `groups` groups of
 * 8 long; `aSquares` and `bSquares` hold <a_i, a_i> and <b_j, b_j> in f64. With `lower` 1, entries
 * with j <= i | 3 only. `room`: 64 groups + 32 bytes, overwritten.
 */
export function integerCosines(
  a: usize,
  aSquares: usize,
  b: usize,
  bSquares: usize,
  c: usize,
  rows: i32,
  columns: i32,
  groups: i32,
  lower: i32,
  room: usize,
): void {
  const row: usize = <usize>groups << 4;
  const cRow: usize = <usize>columns << 3;
  const panel = max(4, (PANEL / <i32>row) & ~3);
  for (let from = 0; from < rows; from += panel) {
    const to = min(from + panel, rows);
    const end = lower ? min(columns, to) : columns;
    for (let j = 0; j < end; j += 4) {
      const wide = min(4, columns - j);
      pack(b + <usize>j * row, bSquares + (<usize>j << 3), row, wide, room);
      for (let i = lower ? max(from, j) : from; i < to; i += 2) {
        const second = <usize>min(i + 1, to - 1);
        const column = c + (<usize>j << 3);
        tile(
          a + <usize>i * row,
          a + second * row,
          aSquares + (<usize>i << 3),
          aSquares + (second << 3),
          room,
          column + <usize>i * cRow,
          column + second * cRow,
          row,
          wide,
        );
      }
    }
  }
}
