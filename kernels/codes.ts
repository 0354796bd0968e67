/*
 * Bins of layers whose units take few values. Rows are codes of `width` bytes (1 or 2) per unit, row
 * after row; of these only some are looked at, the rows `picks` (u32[n]).
 */

// @ts-ignore: decorator
@inline function codeOf(row: usize, unit: usize, wide: bool): usize {
  return wide ? load<u16>(row + (unit << 1)) : load<u8>(row + unit);
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
    for (let u: usize = 0; u < <usize>units; u++, own += step) {
      const at = own + (codeOf(row, u, wide) << 2);
      store<u32>(at, load<u32>(at) + count);
    }
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
  for (let s: usize = 0; s < <usize>n << 2; s += 4) {
    const row = rows + <usize>load<u32>(picks + s) * <usize>stride;
    let table = labels;
    for (let u: usize = 0; u < <usize>units; out += 8) {
      const last: usize = min(units, <i32>u + each);
      let word: u64 = 0;
      for (; u < last; u++, table += step) {
        word = (word << shift) | load<u16>(table + (codeOf(row, u, wide) << 1));
      }
      store<u64>(out, word);
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
