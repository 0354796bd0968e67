/*
 * Bins of layers whose units take few values. Rows are codes of one byte per unit, row after row; of
 * these only some are looked at, the rows `picks` (u32[n]).
 */

/** Adds counts[s] (u32[n]) to out[u][c] (u32[units][256]) for the code c of unit u in pick s. */
export function countCodes(
  rows: usize,
  stride: i32,
  picks: usize,
  n: i32,
  units: i32,
  counts: usize,
  out: usize,
): void {
  const end: usize = units;
  for (let s: usize = 0; s < <usize>n << 2; s += 4) {
    const row = rows + <usize>load<u32>(picks + s) * <usize>stride;
    const count = load<u32>(counts + s);
    let own = out;
    for (let u: usize = 0; u < end; u++, own += 1024) {
      const at = own + (<usize>load<u8>(row + u) << 2);
      store<u32>(at, load<u32>(at) + count);
    }
  }
}

/**
 * Rows of words (u64) of the labels that a table gives the codes of each pick: `bits` bits for every
 * unit, `each` units to a word. `labels`: u8[256], or, with step 256 instead of 0, one such table for
 * every unit.
 */
export function packLabels(
  rows: usize,
  stride: i32,
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
    for (let u = 0; u < units; out += 8) {
      const last = min(units, u + each);
      let word: u64 = 0;
      for (; u < last; u++, table += step) {
        word = (word << shift) | load<u8>(table + <usize>load<u8>(row + u));
      }
      store<u64>(out, word);
    }
  }
}
