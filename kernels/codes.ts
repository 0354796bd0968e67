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
@inline function labelAt(table: usize, row: usize, unit: usize, wide: bool): u64 {
  return load<u16>(table + (codeOf(row, unit, wide) << 1));
}

// @ts-ignore: decorator
@inline function packWide(
  rows: usize,
  stride: i32,
  wide: bool,
  picks: usize,
  n: i32,
  units: i32,
  labels: usize,
  step: i32,
  bits: i32,
  each: i32,
  out: usize,
): void {
  const shift: u64 = bits;
  const words: usize = (units + each - 1) / each;
  for (let s = 0; s < n; s += 4, picks += 16, out += words << 5) {
    // Four rows at a time, of which the last may be the same.
    const left = n - s;
    const second: usize = left > 1 ? 4 : 0, third: usize = left > 2 ? 8 : 0, fourth: usize = left > 3 ? 12 : 0;
    const r0 = rows + <usize>load<u32>(picks) * <usize>stride;
    const r1 = rows + <usize>load<u32>(picks + second) * <usize>stride;
    const r2 = rows + <usize>load<u32>(picks + third) * <usize>stride;
    const r3 = rows + <usize>load<u32>(picks + fourth) * <usize>stride;
    let table = labels, to = out;
    for (let u: usize = 0; u < <usize>units; to += 8) {
      const last: usize = min(units, <i32>u + each);
      let w0: u64 = 0, w1: u64 = 0, w2: u64 = 0, w3: u64 = 0;
      for (; u + 2 <= last; u += 2, table += 2 * step) {
        const next = table + step;
        w0 = (((w0 << shift) | labelAt(table, r0, u, wide)) << shift) | labelAt(next, r0, u + 1, wide);
        w1 = (((w1 << shift) | labelAt(table, r1, u, wide)) << shift) | labelAt(next, r1, u + 1, wide);
        w2 = (((w2 << shift) | labelAt(table, r2, u, wide)) << shift) | labelAt(next, r2, u + 1, wide);
        w3 = (((w3 << shift) | labelAt(table, r3, u, wide)) << shift) | labelAt(next, r3, u + 1, wide);
      }
      if (u < last) {
        w0 = (w0 << shift) | labelAt(table, r0, u, wide);
        w1 = (w1 << shift) | labelAt(table, r1, u, wide);
        w2 = (w2 << shift) | labelAt(table, r2, u, wide);
        w3 = (w3 << shift) | labelAt(table, r3, u, wide);
        u++;
        table += step;
      }
      store<u64>(to, w0);
      store<u64>(to + (second ? words << 3 : 0), second ? w1 : w0);
      store<u64>(to + (third ? words << 4 : 0), third ? w2 : w0);
      store<u64>(to + (fourth ? words * 24 : 0), fourth ? w3 : w0);
    }
  }
}

/**
 * Rows of words (u64) of the labels that a table gives the codes of each pick: `bits` bits for every
 * unit, `each` units to a word, the last of them lowest. `labels`: a label (u16) for every code; those
 * of the next unit lie `step` bytes further on.
 */
export function packLabels(
  rows: usize,
  stride: i32,
  width: i32,
  picks: usize,
  n: i32,
  units: i32,
  labels: usize,
  step: i32,
  bits: i32,
  each: i32,
  out: usize,
): void {
  if (width == 1) packWide(rows, stride, false, picks, n, units, labels, step, bits, each, out);
  else packWide(rows, stride, true, picks, n, units, labels, step, bits, each, out);
}
