/*
 * Counting of states that fit into one 64-bit word: the word is its own key, so that a table of states
 * and their keys one after the other are all that is needed.
 *
 * Nothing branches on whether a state is new, which cannot be foretold: it costs more than the writes
 * that are made in vain.
 */

const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

/** States whose counts are cleared at a time. */
const BLOCK: u32 = 512;

/** Clears the counts of the next states; returns up to where they are clear. */
// @ts-ignore: decorator
@inline function clearAhead(counts: usize, joint: usize, jointStep: usize, from: u32, n: u32): u32 {
  const count: usize = min(BLOCK, n - from);
  memory.fill(counts + (<usize>from << 2), 0, count << 2);
  memory.fill(joint + <usize>from * jointStep, 0, count * jointStep);
  return from + <u32>count;
}

/** Adds counts to others, two at a time: none reaches 2^32. */
// @ts-ignore: decorator
@inline function addCounts(to: usize, from: usize, bytes: usize): void {
  let c: usize = 0;
  for (; c + 8 <= bytes; c += 8) store<u64>(to + c, load<u64>(to + c) + load<u64>(from + c));
  if (c < bytes) store<u32>(to + c, load<u32>(to + c) + load<u32>(from + c));
}

/** Both ways of counting; rows stand for one input each, or, if `merged`, for many. */
// @ts-ignore: decorator
@inline function countKeys(
  rows: usize,
  stride: i32,
  mask: u64,
  n: i32,
  labels: usize,
  jointWeights: usize,
  merged: bool,
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
  const keys = table + (<usize>slots << 2);
  const jointStep: usize = <usize>classes << 2;
  let states: u32 = 0, cleared: u32 = 0;
  memory.fill(table, 0, <usize>slots << 2);
  for (let r: u32 = 0; r < <u32>n; r++, rows += step) {
    if (states == cleared) cleared = clearAhead(counts, joint, jointStep, cleared, n);
    const key = load<u64>(rows) & mask;
    store<u64>(keys + (<usize>states << 3), key);
    store<u32>(firsts + (<usize>states << 2), r);
    let slot = <usize>((((key ^ (key >> 29)) * MULTIPLIER) & hashMask) >> shift);
    let state: u32;
    for (;;) {
      // One more than the state; 0 where there is none, and so room for this one.
      const entry = load<u32>(table + (slot << 2));
      state = select<u32>(entry - 1, states, entry != 0);
      if (load<u64>(keys + (<usize>state << 3)) == key) break;
      slot = (slot + 1) & wrap;
    }
    store<u32>(table + (slot << 2), state + 1);
    states += <u32>(state == states);
    store<u32>(ids + (<usize>r << 2), state);
    const pairs = joint + <usize>state * jointStep;
    if (merged) {
      addCounts(pairs, jointWeights + <usize>r * jointStep, jointStep);
    } else {
      const count = counts + (<usize>state << 2);
      store<u32>(count, load<u32>(count) + 1);
      const pair = pairs + (<usize>load<u8>(labels + r) << 2);
      store<u32>(pair, load<u32>(pair) + 1);
    }
  }
  if (merged) {
    for (let s: u32 = 0; s < states; s++, joint += jointStep) {
      let sum: u32 = 0;
      for (let c: usize = 0; c < jointStep; c += 4) sum += load<u32>(joint + c);
      store<u32>(counts + (<usize>s << 2), sum);
    }
  }
  return states;
}

/**
 * As countStates (kernels/states.ts) for rows of up to 8 bytes, and with the same results: row r is the
 * word at rows + r * stride, of which `mask` is the part that counts; up to 8 bytes are read there.
 *
 * `table`: u32[slots] (a power of two above n), then u64[n], overwritten. `hashMask` is for tests.
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
  return countKeys(
    rows, stride, mask, n, labels, 0, false, classes,
    table, slots, ids, firsts, counts, joint, hashMask,
  );
}

/** As countWords, where row r stands for jointWeights[r][c] (u32[n][classes]) inputs of label c. */
export function mergeWords(
  rows: usize,
  stride: i32,
  mask: u64,
  n: i32,
  jointWeights: usize,
  classes: i32,
  table: usize,
  slots: i32,
  ids: usize,
  firsts: usize,
  counts: usize,
  joint: usize,
  hashMask: u64,
): i32 {
  return countKeys(
    rows, stride, mask, n, 0, jointWeights, true, classes,
    table, slots, ids, firsts, counts, joint, hashMask,
  );
}
