/*
 * Bins of layers whose units take few values. Rows are codes of `width` bytes (1 or 2) per unit, row
 * after row; of these only some are looked at, the rows `picks` (u32[n]).
 */

// @ts-ignore: decorator
@inline function codeOf(row: usize, unit: usize, wide: bool): usize {
  return wide ? load<u16>(row + (unit << 1)) : load<u8>(row + unit);
}

// @ts-ignore: decorator
@inline function add(at: usize, count: u32): void {
  store<u32>(at, load<u32>(at) + count);
}

// @ts-ignore: decorator
@inline function countWide(
  rows: usize,
  stride: i32,
  wide: bool,
  picks: usize,
  n: i32,
  units: i32,
  counts: usize,
  levels: i32,
  out: usize,
): void {
  const step: usize = <usize>levels << 2;
  for (let s: usize = 0; s < <usize>n << 2; s += 4) {
    const row = rows + <usize>load<u32>(picks + s) * <usize>stride;
    const count = load<u32>(counts + s);
    let own = out;
    let u: usize = 0;
    for (; u + 2 <= <usize>units; u += 2, own += 2 * step) {
      add(own + (codeOf(row, u, wide) << 2), count);
      add(own + step + (codeOf(row, u + 1, wide) << 2), count);
    }
    if (u < <usize>units) add(own + (codeOf(row, u, wide) << 2), count);
  }
}

/** Adds counts[s] (u32[n]) to out[u][c] (u32[units][levels]) for the code c of unit u in pick s. */
export function countCodes(
  rows: usize,
  stride: i32,
  width: i32,
  picks: usize,
  n: i32,
  units: i32,
  counts: usize,
  levels: i32,
  out: usize,
): void {
  if (width == 1) countWide(rows, stride, false, picks, n, units, counts, levels, out);
  else countWide(rows, stride, true, picks, n, units, counts, levels, out);
}

// @ts-ignore: decorator
@inline function spreadAs<T>(
  labels: usize,
  step: i32,
  units: i32,
  levels: i32,
  from: i32,
  to: i32,
  bits: i32,
  at: usize,
): void {
  const length: usize = <usize>levels << 5;
  for (let u = 0; u < units; u++, labels += step) {
    const end = at + length;
    const shift = <T>((u - from) * bits);
    if (u < from || u >= to) {
      for (; at < end; at += 32) store<T>(at, 0);
    } else {
      for (let label = labels; at < end; at += 32, label += 2) {
        store<T>(at, <T>load<u16>(label) << shift);
      }
    }
  }
}

/**
 * Table of what each code adds to a key of 64 bits or of 32 (`width` in bytes: 8 or 4), made for one of four
 * keys, or of eight (`lane`): in table[u][c][lane] (u64[units][levels][4] or u32[units][levels][8]), for
 * units `from` to `to`, the label of code c moved up by u - from times `bits`; for all others 0. `labels`:
 * u16[levels], those of the next unit `step` bytes further on.
 */
export function spreadLabels(
  labels: usize,
  step: i32,
  units: i32,
  levels: i32,
  from: i32,
  to: i32,
  bits: i32,
  table: usize,
  width: i32,
  lane: i32,
): void {
  if (width == 8) {
    spreadAs<u64>(labels, step, units, levels, from, to, bits, table + (<usize>lane << 3));
  } else {
    spreadAs<u32>(labels, step, units, levels, from, to, bits, table + (<usize>lane << 2));
  }
}

// @ts-ignore: decorator
@inline function packWide(
  rows: usize,
  stride: i32,
  wide: bool,
  picks: usize,
  n: i32,
  units: i32,
  levels: i32,
  table: usize,
  four: bool,
  out: usize,
): void {
  const step: usize = <usize>levels << 5;
  const column: usize = <usize>n << 3;
  for (let s: usize = 0; s < column; s += 8) {
    const row = rows + <usize>load<u32>(picks + (s >> 1)) * <usize>stride;
    let a = i64x2.splat(0), b = a;
    let own = table;
    let u: usize = 0;
    for (; u + 2 <= <usize>units; u += 2, own += 2 * step) {
      const first = own + (codeOf(row, u, wide) << 5);
      const second = own + step + (codeOf(row, u + 1, wide) << 5);
      a = v128.or(a, v128.or(v128.load(first), v128.load(second)));
      if (four) b = v128.or(b, v128.or(v128.load(first, 16), v128.load(second, 16)));
    }
    if (u < <usize>units) {
      const last = own + (codeOf(row, u, wide) << 5);
      a = v128.or(a, v128.load(last));
      if (four) b = v128.or(b, v128.load(last, 16));
    }
    store<i64>(out + s, i64x2.extract_lane(a, 0));
    store<i64>(out + column + s, i64x2.extract_lane(a, 1));
    if (!four) continue;
    store<i64>(out + 2 * column + s, i64x2.extract_lane(b, 0));
    store<i64>(out + 3 * column + s, i64x2.extract_lane(b, 1));
  }
}

/**
 * The first `lanes`, 2 or 4, of the keys of each pick, u64[lanes][n]: what the codes of its units add to
 * them by a table that spreadLabels made, put together by "or". A key may be two of 32 bits.
 */
export function packLabels(
  rows: usize,
  stride: i32,
  width: i32,
  picks: usize,
  n: i32,
  units: i32,
  levels: i32,
  table: usize,
  lanes: i32,
  out: usize,
): void {
  if (lanes == 4) {
    if (width == 1) packWide(rows, stride, false, picks, n, units, levels, table, true, out);
    else packWide(rows, stride, true, picks, n, units, levels, table, true, out);
  } else if (width == 1) {
    packWide(rows, stride, false, picks, n, units, levels, table, false, out);
  } else {
    packWide(rows, stride, true, picks, n, units, levels, table, false, out);
  }
}
