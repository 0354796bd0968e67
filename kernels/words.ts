/*
 * Counting of states that fit into one 64-bit word: the word is its own key, so that the table holds
 * states themselves and nothing need be compared beside it.
 */

const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

/**
 * As countStates (kernels/states.ts) for rows of up to 8 bytes, and with the same results: row r is the
 * word at rows + r * stride, of which `mask` is the part that counts; up to 8 bytes are read there.
 *
 * `table`: `slots` (a power of two above n) entries, 12 bytes each, overwritten: keys, then states.
 * `hashMask` is for tests.
 */
export function countWords(
  rows: usize,
  stride: i32,
  mask: u64,
  n: i32,
  labels: usize,
  classes: i32,
  table: usize,
  slots: i32,
  ids: usize,
  firsts: usize,
  counts: usize,
  joint: usize,
  hashMask: u64,
): i32 {
  const step: usize = stride;
  const wrap: usize = <usize>(slots - 1);
  const shift: u64 = 64 - <u64>(31 - clz<i32>(slots));
  const known = table + (<usize>slots << 3);
  const jointStep: usize = <usize>classes << 2;
  let states: u32 = 0;
  memory.fill(known, 0, <usize>slots << 2);
  for (let r: usize = 0; r < <usize>n; r++, rows += step) {
    const key = load<u64>(rows) & mask;
    let slot = <usize>((((key ^ (key >> 29)) * MULTIPLIER) & hashMask) >> shift);
    let state: u32;
    for (;;) {
      // One more than the state; 0 where there is none.
      state = load<u32>(known + (slot << 2));
      if (state == 0 || load<u64>(table + (slot << 3)) == key) break;
      slot = (slot + 1) & wrap;
    }
    if (state == 0) {
      store<u64>(table + (slot << 3), key);
      store<u32>(firsts + (<usize>states << 2), <u32>r);
      store<u32>(counts + (<usize>states << 2), 0);
      const pairs = joint + <usize>states * jointStep;
      for (let c: usize = 0; c < jointStep; c += 4) store<u32>(pairs + c, 0);
      state = ++states;
      store<u32>(known + (slot << 2), state);
    }
    const own = <usize>(state - 1);
    store<u32>(ids + (r << 2), <u32>own);
    const count = counts + (own << 2);
    store<u32>(count, load<u32>(count) + 1);
    const pair = joint + own * jointStep + (<usize>load<u8>(labels + r) << 2);
    store<u32>(pair, load<u32>(pair) + 1);
  }
  return states;
}
