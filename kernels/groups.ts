/*
 * Counting of states of which only the numbers of inputs matter: rows of `words` 64-bit words, each of
 * which stands for inputs already counted by label. Rows that are equal are added up in one of them.
 * Words lie in columns, u64[words][n].
 *
 * Every row claims the slot of its hash, the last one gets it, and rows equal to their slot's owner are
 * added to it. Rows of other states that met there try again among themselves, with another hash.
 * Nothing branches on the data, and the table need not be cleared.
 *
 * Where a row is one word or two, or there are two labels, there are no loops over them: the runtime
 * checks the stack in every turn of a loop.
 */

const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

// @ts-ignore: decorator
@inline function hash(row: usize, words: usize, column: usize, multiplier: u64): u64 {
  let h = load<u64>(row);
  h = (h ^ (h >> 29)) * multiplier;
  if (words == 1) return h;
  if (words == 2) return (h ^ (h >> 32) ^ load<u64>(row + column)) * multiplier;
  for (let w: usize = 1; w < words; w++) {
    row += column;
    h = (h ^ (h >> 32) ^ load<u64>(row)) * multiplier;
  }
  return h;
}

/** The bits in which two rows differ. */
// @ts-ignore: decorator
@inline function difference(a: usize, b: usize, words: usize, column: usize): u64 {
  let bits = load<u64>(a) ^ load<u64>(b);
  if (words == 1) return bits;
  if (words == 2) return bits | (load<u64>(a + column) ^ load<u64>(b + column));
  for (let w: usize = 1; w < words; w++) {
    a += column;
    b += column;
    bits |= load<u64>(a) ^ load<u64>(b);
  }
  return bits;
}

/** Adds a pair of counts to another, or nothing if `mask` is 0: no sum reaches 2^32. */
// @ts-ignore: decorator
@inline function addPair(to: usize, from: usize, mask: u64): void {
  store<u64>(to, load<u64>(to) + (load<u64>(from) & mask));
}

/** The same for as many counts as there are in `bytes`. */
// @ts-ignore: decorator
@inline function addCounts(to: usize, from: usize, bytes: usize, mask: u64): void {
  let c: usize = 0;
  for (; c + 8 <= bytes; c += 8) addPair(to + c, from + c, mask);
  if (c < bytes) store<u32>(to + c, load<u32>(to + c) + (load<u32>(from + c) & <u32>mask));
}

/** Lets `count` rows try, all of them or those in `left`; puts down those left, returns how many. */
// @ts-ignore: decorator
@inline function tryRows(
  rows: usize,
  words: usize,
  n: i32,
  all: bool,
  count: i32,
  weights: usize,
  classes: i32,
  owners: usize,
  slots: i32,
  left: usize,
  joint: usize,
  multiplier: u64,
  hashMask: u64,
): i32 {
  const column: usize = <usize>n << 3;
  const jointStep: usize = <usize>classes << 2;
  const shift: u64 = 64 - <u64>(31 - clz<i32>(slots));
  for (let i: usize = 0; i < <usize>count; i++) {
    const r: usize = all ? i : load<u32>(left + (i << 2));
    const h = hash(rows + (r << 3), words, column, multiplier) & hashMask;
    store<u32>(owners + (<usize>(h >> shift) << 2), <u32>r);
  }
  let kept: usize = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const r: usize = all ? i : load<u32>(left + (i << 2));
    const row = rows + (r << 3);
    const h = hash(row, words, column, multiplier) & hashMask;
    const owner: usize = load<u32>(owners + (<usize>(h >> shift) << 2));
    const differs = difference(row, rows + (owner << 3), words, column) != 0;
    const to = joint + owner * jointStep, from = weights + r * jointStep;
    if (classes == 2) addPair(to, from, <u64>differs - 1);
    else addCounts(to, from, jointStep, <u64>differs - 1);
    store<u32>(left + (kept << 2), <u32>r);
    kept += <usize>differs;
  }
  return <i32>kept;
}

// @ts-ignore: decorator
@inline function group(
  rows: usize,
  words: usize,
  n: i32,
  weights: usize,
  classes: i32,
  owners: usize,
  slots: i32,
  left: usize,
  joint: usize,
  hashMask: u64,
): void {
  memory.fill(joint, 0, (<usize>n * classes) << 2);
  let m = MULTIPLIER;
  let count = tryRows(
    rows, words, n, true, n, weights, classes, owners, slots, left, joint, m, hashMask,
  );
  while (count > 0) {
    m += MULTIPLIER << 1;
    count = tryRows(
      rows, words, n, false, count, weights, classes, owners, slots, left, joint, m, hashMask,
    );
  }
}

/**
 * Inputs per state of `n` rows, of which row r stands for weights[r][c] (u32[n][classes]) of label c:
 * joint[r][c] (u32[n][classes]) and counts[r] (u32[n]) are those of a state for one of the rows in it,
 * 0 for its other rows.
 *
 * `owners`: u32[slots], slots being a power of two above 1, and `left`: u32[n], overwritten. `hashMask`
 * is for tests: 0 makes all hashes collide.
 */
export function groupRows(
  rows: usize,
  words: i32,
  n: i32,
  weights: usize,
  classes: i32,
  owners: usize,
  slots: i32,
  left: usize,
  counts: usize,
  joint: usize,
  hashMask: u64,
): void {
  if (words == 1 && classes == 2) {
    group(rows, 1, n, weights, 2, owners, slots, left, joint, hashMask);
  } else if (words == 2 && classes == 2) {
    group(rows, 2, n, weights, 2, owners, slots, left, joint, hashMask);
  } else if (words == 1) {
    group(rows, 1, n, weights, classes, owners, slots, left, joint, hashMask);
  } else {
    group(rows, words, n, weights, classes, owners, slots, left, joint, hashMask);
  }
  const end: usize = <usize>n << 2;
  if (classes == 2) {
    for (let s: usize = 0; s < end; s += 4, joint += 8) {
      store<u32>(counts + s, load<u32>(joint) + load<u32>(joint, 4));
    }
    return;
  }
  for (let s: usize = 0; s < end; s += 4) {
    let sum: u32 = 0;
    for (let c = 0; c < classes; c++, joint += 4) sum += load<u32>(joint);
    store<u32>(counts + s, sum);
  }
}
