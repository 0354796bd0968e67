/*
 * Counting of states of which only the numbers of inputs matter: rows of `words` 64-bit words, each of
 * which stands for inputs already counted by label. Rows that are equal are added up in one of them.
 * Words lie in columns, u64[words][n]; a row is known by the address of its first word. Of 0 words are
 * rows of 32 bits, one half or the other of each word of a column.
 *
 * Every row claims the slot of its hash, and the last one gets it. Of the others those that are equal
 * to the owner of their slot are added to it; those of other states that met there try again among
 * themselves, with another hash. Nothing branches on the data, and the table need not be cleared.
 *
 * Where a row is one word or two, or there are two labels, there are no loops over them: the runtime
 * checks the stack in every turn of a loop.
 */

/** Makes another multiplier of one. */
const NEXT: u64 = 0xd6e8feb86659fd93;

// @ts-ignore: decorator
@inline function hash(row: usize, words: usize, column: usize, multiplier: u64): u64 {
  if (words == 0) return load<u32>(row) * multiplier;
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
  if (words == 0) return load<u32>(a) ^ load<u32>(b);
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

/** memory.copy takes several times as long where the memory is shared. */
// @ts-ignore: decorator
@inline function copy(to: usize, from: usize, bytes: usize): void {
  let b: usize = 0;
  for (; b + 64 <= bytes; b += 64) {
    v128.store(to + b, v128.load(from + b));
    v128.store(to + b, v128.load(from + b, 16), 16);
    v128.store(to + b, v128.load(from + b, 32), 32);
    v128.store(to + b, v128.load(from + b, 48), 48);
  }
  for (; b < bytes; b += 4) store<u32>(to + b, load<u32>(from + b));
}

/** Moves a pair of counts from a row to another if all bits of `mask` are set: no sum reaches 2^32. */
// @ts-ignore: decorator
@inline function movePair(from: usize, to: usize, mask: u64): void {
  const moved = load<u64>(from) & mask;
  store<u64>(to, load<u64>(to) + moved);
  store<u64>(from, load<u64>(from) - moved);
}

/** The same for as many counts as there are in `bytes`. */
// @ts-ignore: decorator
@inline function moveCounts(from: usize, to: usize, bytes: usize, mask: u64): void {
  let c: usize = 0;
  for (; c + 8 <= bytes; c += 8) movePair(from + c, to + c, mask);
  if (c < bytes) {
    const moved = load<u32>(from + c) & <u32>mask;
    store<u32>(to + c, load<u32>(to + c) + moved);
    store<u32>(from + c, load<u32>(from + c) - moved);
  }
}

/**
 * Lets `count` rows try, all of them or those in `left`. Puts down those left; returns how many, and above
 * them how many own a slot.
 */
// @ts-ignore: decorator
@inline function tryRows(
  rows: usize,
  words: usize,
  n: i32,
  all: bool,
  count: i32,
  joint: usize,
  classes: i32,
  owners: usize,
  slots: i32,
  claimed: usize,
  left: usize,
  multiplier: u64,
): u64 {
  const column: usize = <usize>n << 3;
  const step: usize = <usize>classes << 2;
  const wrap: u64 = <u64>(slots - 1) << 2;
  const end = claimed + (<usize>count << 2);
  let row = rows, next = left;
  for (let at = claimed; at < end; at += 4) {
    if (!all) row = load<u32>(next);
    const slot = owners + <usize>((hash(row, words, column, multiplier) >> 32) & wrap);
    store<u32>(at, <u32>slot);
    store<u32>(slot, <u32>row);
    if (all) row += 8;
    else next += 4;
  }
  // Those that own no slot, and in place of the slots their owners.
  let others = left, put = claimed;
  row = rows;
  next = left;
  for (let at = claimed; at < end; at += 4) {
    if (!all) row = load<u32>(next);
    const owner: usize = load<u32>(load<u32>(at));
    store<u32>(others, <u32>row);
    store<u32>(put, <u32>owner);
    const isOther = <usize>(owner != row) << 2;
    others += isOther;
    put += isOther;
    if (all) row += 8;
    else next += 4;
  }
  const owned = count - <i32>((others - left) >> 2);
  let kept = left;
  for (next = left; next < others; next += 4, claimed += 4) {
    row = load<u32>(next);
    const owner: usize = load<u32>(claimed);
    const differs = difference(row, owner, words, column) != 0;
    store<u32>(kept, <u32>row);
    kept += <usize>differs << 2;
    const mask = <u64>differs - 1;
    const from = row - rows, to = owner - rows;
    if (classes == 2) movePair(joint + from, joint + to, mask);
    else moveCounts(joint + (from >> 3) * step, joint + (to >> 3) * step, step, mask);
  }
  return (<u64>owned << 32) | ((kept - left) >> 2);
}

/** Adds equal rows up in one of them each; returns how many that are. */
// @ts-ignore: decorator
@inline function group(
  rows: usize,
  words: usize,
  n: i32,
  joint: usize,
  classes: i32,
  owners: usize,
  slots: i32,
  claimed: usize,
  left: usize,
  multiplier: u64,
): i32 {
  let found = tryRows(
    rows, words, n, true, n, joint, classes, owners, slots, claimed, left, multiplier,
  );
  let states = <i32>(found >> 32);
  while (<u32>found > 0) {
    multiplier *= NEXT;
    found = tryRows(
      rows, words, n, false, <i32>found, joint, classes, owners, slots, claimed, left, multiplier,
    );
    states += <i32>(found >> 32);
  }
  return states;
}

/**
 * Inputs per state of `n` rows, of which row r stands for weights[r][c] (u32[n][classes]) of label c, for
 * one at least: joint[s][c] (u32[n][classes]) and counts[s] (u32[n]). Returns how many states there are;
 * where all rows differ, both are left as they may be. What lies behind the states is of no meaning.
 *
 * `owners`: u32[slots], slots being a power of two up to 2^30; `claimed` and `left`: u32[n]; all
 * overwritten. `multiplier` makes the hashes, an odd number; tests take others: 0 makes all collide.
 */
export function groupRows(
  rows: usize,
  words: i32,
  n: i32,
  weights: usize,
  classes: i32,
  owners: usize,
  slots: i32,
  claimed: usize,
  left: usize,
  counts: usize,
  joint: usize,
  multiplier: u64,
): i32 {
  copy(joint, weights, (<usize>n * classes) << 2);
  let states: i32;
  if (words == 0 && classes == 2) {
    states = group(rows, 0, n, joint, 2, owners, slots, claimed, left, multiplier);
  } else if (words == 1 && classes == 2) {
    states = group(rows, 1, n, joint, 2, owners, slots, claimed, left, multiplier);
  } else if (words == 2 && classes == 2) {
    states = group(rows, 2, n, joint, 2, owners, slots, claimed, left, multiplier);
  } else if (words == 0) {
    states = group(rows, 0, n, joint, classes, owners, slots, claimed, left, multiplier);
  } else if (words == 1) {
    states = group(rows, 1, n, joint, classes, owners, slots, claimed, left, multiplier);
  } else {
    states = group(rows, words, n, joint, classes, owners, slots, claimed, left, multiplier);
  }
  if (states == n) return n;
  // The rows in which they were added up become the first.
  let to = joint;
  if (classes == 2) {
    const end = joint + (<usize>n << 3);
    for (; joint < end; joint += 8) {
      const pair = load<u64>(joint);
      const sum = <u32>pair + <u32>(pair >> 32);
      store<u64>(to, pair);
      store<u32>(counts, sum);
      const isState = <usize>(sum != 0) << 2;
      to += isState << 1;
      counts += isState;
    }
    return states;
  }
  const step: usize = <usize>classes << 2;
  const end = joint + <usize>n * step;
  while (joint < end) {
    let sum: u32 = 0;
    for (let c: usize = 0; c < step; c += 4, joint += 4) {
      const count = load<u32>(joint);
      store<u32>(to + c, count);
      sum += count;
    }
    store<u32>(counts, sum);
    if (sum == 0) continue;
    to += step;
    counts += 4;
  }
  return states;
}
