/*
 * Exact counting of states. A state is a row of `words` 64-bit words. Rows are hashed, looked up in
 * an open-addressing table, and compared in full: a hash alone never decides.
 */

const MULTIPLIER: u64 = 0xd6e8feb86659fd93;

// @ts-ignore: decorator
@inline function mix(h: u64, at: usize): u64 {
  h = (h ^ load<u64>(at)) * MULTIPLIER;
  return h ^ (h >> 32);
}

/** Long rows in four streams, whose multiplications overlap. */
// @ts-ignore: decorator
@inline function hash(row: usize, words: i32): u64 {
  let h: u64 = 0x9e3779b97f4a7c15;
  const end = row + (<usize>words << 3);
  if (words >= 8) {
    let h1 = h + 1, h2 = h + 2, h3 = h + 3;
    for (; row + 32 <= end; row += 32) {
      h = mix(h, row);
      h1 = mix(h1, row + 8);
      h2 = mix(h2, row + 16);
      h3 = mix(h3, row + 24);
    }
    h = ((h * MULTIPLIER) ^ h1) * MULTIPLIER;
    h ^= h >> 32;
    h = ((h ^ h2) * MULTIPLIER ^ h3) * MULTIPLIER;
    h ^= h >> 32;
  }
  for (; row < end; row += 8) h = mix(h, row);
  h *= MULTIPLIER;
  return h ^ (h >> 29);
}

// @ts-ignore: decorator
@inline function equal(a: usize, b: usize, words: i32): bool {
  for (let i = 0; i < words; i++) {
    if (load<u64>(a + (<usize>i << 3)) != load<u64>(b + (<usize>i << 3))) return false;
  }
  return true;
}

/** memory.fill is a call into the runtime: too slow for a few bytes. */
// @ts-ignore: decorator
@inline function clear(at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at < end; at += 4) store<u32>(at, 0);
}

const BLOCK = 64;

/**
 * Hashes of the next rows, whose slots of the table are read too: misses of a whole block overlap,
 * where each would otherwise wait for the branches on the one before.
 */
// @ts-ignore: decorator
@inline function hashAhead(
  row: usize,
  count: i32,
  words: i32,
  table: usize,
  wrap: usize,
  hashes: usize,
  hashMask: u64,
): void {
  let read: u64 = 0;
  const stride: usize = <usize>words << 3;
  for (let r = 0; r < count; r++) {
    const h = hash(row, words) & hashMask;
    read |= load<u64>(table + ((<usize>h & wrap) << 3));
    store<u64>(hashes + (<usize>r << 3), h);
    row += stride;
  }
  store<u64>(hashes + (<usize>BLOCK << 3), read);
}

/**
 * The state of row r, whose hash is h: the number of an earlier row that equals it, or `states`, under
 * which it is then known.
 */
// @ts-ignore: decorator
@inline function stateOf(
  r: i32,
  h: u64,
  rows: usize,
  words: i32,
  table: usize,
  wrap: usize,
  ids: usize,
  states: u32,
): u32 {
  const stride: usize = <usize>words << 3;
  const row = rows + <usize>r * stride;
  const tag = h >> 32;
  let slot: usize = <usize>h & wrap;
  let state = states;
  for (;;) {
    const at = table + (slot << 3);
    const entry = load<u64>(at);
    if (entry == 0) {
      store<u64>(at, (tag << 32) | (r + 1));
      break;
    }
    if (entry >> 32 == tag) {
      const other = <usize>(<u32>entry - 1);
      if (equal(row, rows + other * stride, words)) {
        state = load<u32>(ids + (other << 2));
        break;
      }
    }
    slot = (slot + 1) & wrap;
  }
  return state;
}

/** Both ways of counting; rows stand for one input each, or, if `merged`, for many. */
// @ts-ignore: decorator
@inline function countRows(
  rows: usize,
  n: i32,
  words: i32,
  labels: usize,
  weights: usize,
  jointWeights: usize,
  merged: bool,
  classes: i32,
  table: usize,
  slots: i32,
  ids: usize,
  firsts: usize,
  counts: usize,
  joint: usize,
  hashes: usize,
  hashMask: u64,
): i32 {
  const stride: usize = <usize>words << 3;
  const wrap: usize = <usize>(slots - 1);
  const jointStep: usize = <usize>classes << 2;
  let states: u32 = 0;
  memory.fill(table, 0, <usize>slots << 3);
  for (let r = 0; r < n; r++) {
    if ((r & (BLOCK - 1)) == 0) {
      const row = rows + <usize>r * stride;
      hashAhead(row, min(n - r, BLOCK), words, table, wrap, hashes, hashMask);
    }
    const h = load<u64>(hashes + (<usize>(r & (BLOCK - 1)) << 3));
    const state = stateOf(r, h, rows, words, table, wrap, ids, states);
    const count = counts + (<usize>state << 2);
    const pairs = joint + <usize>state * jointStep;
    if (state == states) {
      states++;
      store<u32>(firsts + (<usize>state << 2), r);
      store<u32>(count, 0);
      clear(pairs, jointStep);
    }
    store<u32>(ids + (<usize>r << 2), state);
    if (merged) {
      store<u32>(count, load<u32>(count) + load<u32>(weights + (<usize>r << 2)));
      const source = jointWeights + <usize>r * jointStep;
      for (let c: usize = 0; c < jointStep; c += 4) {
        store<u32>(pairs + c, load<u32>(pairs + c) + load<u32>(source + c));
      }
    } else {
      store<u32>(count, load<u32>(count) + 1);
      const pair = pairs + (<usize>load<u8>(labels + <usize>r) << 2);
      store<u32>(pair, load<u32>(pair) + 1);
    }
  }
  return states;
}

/**
 * Counts the states of `n` rows, each of which stands for one input; returns how many there are.
 *
 * `table`: `slots` (a power of two above n) entries of 8 bytes, overwritten. `ids`: u32[n], the
 * state of each row, numbered in order of appearance. `firsts`: u32[n], the first row of each state.
 * `counts`: u32[n], inputs per state. `joint`: u32[n * classes], inputs per state and label; labels
 * are bytes. `hashes`: u64[65], overwritten. `hashMask` is for tests: 0 makes all hashes collide.
 */
export function countStates(
  rows: usize,
  n: i32,
  words: i32,
  labels: usize,
  classes: i32,
  table: usize,
  slots: i32,
  ids: usize,
  firsts: usize,
  counts: usize,
  joint: usize,
  hashes: usize,
  hashMask: u64,
): i32 {
  return countRows(
    rows, n, words, labels, 0, 0, false, classes,
    table, slots, ids, firsts, counts, joint, hashes, hashMask,
  );
}

/**
 * As countStates, where row r stands for weights[r] (u32[n]) inputs, of label c jointWeights[r][c]
 * (u32[n][classes]).
 */
export function mergeStates(
  rows: usize,
  n: i32,
  words: i32,
  weights: usize,
  jointWeights: usize,
  classes: i32,
  table: usize,
  slots: i32,
  ids: usize,
  firsts: usize,
  counts: usize,
  joint: usize,
  hashes: usize,
  hashMask: u64,
): i32 {
  return countRows(
    rows, n, words, 0, weights, jointWeights, true, classes,
    table, slots, ids, firsts, counts, joint, hashes, hashMask,
  );
}

/**
 * Sums of c log2 c over the counts of states and over the joint counts of states and labels, to
 * out[0] and out[1] (f64), the number of states met once to out[2] and of those met at all to out[3].
 *
 * Counts are gathered in histograms first and summed from the least on, so that the sums do not
 * depend on the order of rows, states or labels. `cLogC`: f64[n + 4], c log2 c; `histogram` and
 * `jointHistogram`: u32[n + 4], zero before and after; n is the greatest count there can be.
 * `several`: u32[states], overwritten.
 */
export function sumCLogC(
  counts: usize,
  joint: usize,
  states: i32,
  classes: i32,
  cLogC: usize,
  histogram: usize,
  jointHistogram: usize,
  several: usize,
  out: usize,
): void {
  const jointStep: usize = <usize>classes << 2;
  let greatest: u32 = 0, met: u32 = 0, once: u32 = 0;
  // States met more than once are listed first: a branch on that could not be foretold.
  let listed = several;
  for (let s = 0; s < states; s++) {
    const count = load<u32>(counts + (<usize>s << 2));
    met += <u32>(count != 0);
    once += <u32>(count == 1);
    store<u32>(listed, s);
    listed += <usize>(count > 1) << 2;
  }
  for (let at = several; at < listed; at += 4) {
    const s = load<u32>(at);
    const count = load<u32>(counts + (<usize>s << 2));
    if (count > greatest) greatest = count;
    const bin = histogram + (<usize>count << 2);
    store<u32>(bin, load<u32>(bin) + 1);
    const row = joint + <usize>s * jointStep;
    for (let c: usize = 0; c < jointStep; c += 4) {
      const pair = jointHistogram + (<usize>load<u32>(row + c) << 2);
      store<u32>(pair, load<u32>(pair) + 1);
    }
  }
  store<u64>(jointHistogram, 0);
  let sum: f64 = 0, jointSum: f64 = 0;
  const end: usize = (<usize>greatest + 1) << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const h = v128.load(histogram + at), j = v128.load(jointHistogram + at);
    if (!v128.any_true(v128.or(h, j))) continue;
    for (let i = at; i < at + 16; i += 4) {
      const value = f64.load(cLogC + 2 * i);
      sum += <f64>load<u32>(histogram + i) * value;
      jointSum += <f64>load<u32>(jointHistogram + i) * value;
    }
    v128.store(histogram + at, i32x4.splat(0));
    v128.store(jointHistogram + at, i32x4.splat(0));
  }
  f64.store(out, sum);
  f64.store(out, jointSum, 8);
  f64.store(out, <f64>once, 16);
  f64.store(out, <f64>met, 24);
}

/**
 * Restricts joint counts to parts of the inputs. `joint`: u32[states][parts * classes], counts per
 * state, part and label. selected[s][c] becomes the sum over the parts whose bit is set in `mask`, and
 * counts[s] the sum of that row; a state may end with no count at all.
 */
export function selectParts(
  joint: usize,
  states: i32,
  parts: i32,
  classes: i32,
  mask: i32,
  selected: usize,
  counts: usize,
): void {
  const step: usize = <usize>classes << 2;
  for (let s = 0; s < states; s++) {
    let count: u32 = 0;
    for (let c: usize = 0; c < step; c += 4) {
      let sum: u32 = 0;
      for (let p = 0; p < parts; p++) {
        if ((mask >> p) & 1) sum += load<u32>(joint + <usize>p * step + c);
      }
      store<u32>(selected + c, sum);
      count += sum;
    }
    store<u32>(counts + (<usize>s << 2), count);
    joint += <usize>parts * step;
    selected += step;
  }
}
