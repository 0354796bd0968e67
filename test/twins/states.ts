import type { Memory } from "./memory.js";

/** What both ways of counting do: `add` takes the inputs that row r stands for into a state. */
function count(
  { u8, u32 }: Memory,
  { rows, n, words, classes }: Record<"rows" | "n" | "words" | "classes", number>,
  { ids, firsts, counts, joint }: Record<"ids" | "firsts" | "counts" | "joint", number>,
  add: (row: number, count: number, joint: number) => void,
): number {
  const known = new Map<string, number>();
  for (let r = 0; r < n; r++) {
    const state = u8.subarray(rows + r * words * 8, rows + (r + 1) * words * 8).join();
    let id = known.get(state);
    if (id === undefined) {
      id = known.size;
      known.set(state, id);
      u32[firsts / 4 + id] = r;
      u32[counts / 4 + id] = 0;
      u32.fill(0, joint / 4 + id * classes, joint / 4 + (id + 1) * classes);
    }
    u32[ids / 4 + r] = id;
    add(r, counts / 4 + id, joint / 4 + id * classes);
  }
  return known.size;
}

/** Writes neither the table (the kernel's own affair) nor what lies behind the states found. */
export function countStates(
  memory: Memory,
  rows: number,
  n: number,
  words: number,
  labels: number,
  classes: number,
  _table: number,
  _slots: number,
  ids: number,
  firsts: number,
  counts: number,
  joint: number,
  _hashes: number,
  _hashMask: bigint,
): number {
  const { u8, u32 } = memory;
  const out = { ids, firsts, counts, joint };
  return count(memory, { rows, n, words, classes }, out, (row, own, pairs) => {
    u32[own]++;
    u32[pairs + u8[labels + row]]++;
  });
}

/** States whose counts are cleared at a time. */
const BLOCK = 512;

/**
 * Both ways of counting words. As the kernels, which need not know whether a state is new: every row is
 * written down as the first of the next state, and counts are cleared ahead.
 */
function countKeys(
  { u8, u32 }: Memory,
  { rows, stride, mask, n }: { rows: number; stride: number; mask: bigint; n: number },
  {
    classes,
    counts,
    firsts,
    ids,
    joint,
  }: Record<"classes" | "counts" | "firsts" | "ids" | "joint", number>,
  add: (row: number, count: number, joint: number) => void,
): number {
  const known = new Map<bigint, number>();
  for (let r = 0, cleared = 0; r < n; r++) {
    if (known.size === cleared) {
      cleared = Math.min(n, cleared + BLOCK);
      u32.fill(0, counts / 4 + known.size, counts / 4 + cleared);
      u32.fill(0, joint / 4 + known.size * classes, joint / 4 + cleared * classes);
    }
    u32[firsts / 4 + known.size] = r;
    const bytes = Array.from(u8.subarray(rows + r * stride, rows + r * stride + 8), BigInt);
    const key = mask & bytes.reduce((word, byte, i) => word | (byte << BigInt(8 * i)), 0n);
    const id = known.get(key) ?? known.size;
    known.set(key, id);
    u32[ids / 4 + r] = id;
    add(r, counts / 4 + id, joint / 4 + id * classes);
  }
  return known.size;
}

/** As the kernel, whose table it leaves alone. */
export function countWords(
  memory: Memory,
  rows: number,
  stride: number,
  mask: bigint,
  n: number,
  labels: number,
  classes: number,
  _table: number,
  _slots: number,
  ids: number,
  firsts: number,
  counts: number,
  joint: number,
  _hashMask: bigint,
): number {
  const { u8, u32 } = memory;
  const out = { classes, ids, firsts, counts, joint };
  return countKeys(memory, { rows, stride, mask, n }, out, (row, own, pairs) => {
    u32[own]++;
    u32[pairs + u8[labels + row]]++;
  });
}

export function mergeWords(
  memory: Memory,
  rows: number,
  stride: number,
  mask: bigint,
  n: number,
  jointWeights: number,
  classes: number,
  _table: number,
  _slots: number,
  ids: number,
  firsts: number,
  counts: number,
  joint: number,
  _hashMask: bigint,
): number {
  const { u32 } = memory;
  const out = { classes, ids, firsts, counts, joint };
  return countKeys(memory, { rows, stride, mask, n }, out, (row, own, pairs) => {
    for (let c = 0; c < classes; c++) {
      const inputs = u32[jointWeights / 4 + row * classes + c];
      u32[own] += inputs;
      u32[pairs + c] += inputs;
    }
  });
}

export function mergeStates(
  memory: Memory,
  rows: number,
  n: number,
  words: number,
  weights: number,
  jointWeights: number,
  classes: number,
  _table: number,
  _slots: number,
  ids: number,
  firsts: number,
  counts: number,
  joint: number,
  _hashes: number,
  _hashMask: bigint,
): number {
  const { u32 } = memory;
  const out = { ids, firsts, counts, joint };
  return count(memory, { rows, n, words, classes }, out, (row, own, pairs) => {
    u32[own] += u32[weights / 4 + row];
    for (let c = 0; c < classes; c++) u32[pairs + c] += u32[jointWeights / 4 + row * classes + c];
  });
}

/** Sum of multiplicity times c log2 c over the distinct counts c above 1, from the least on. */
function sumOf(counts: Uint32Array, cLogC: (count: number) => number): number {
  const distinct = [...new Set(counts)].filter((count) => count > 1).sort((a, b) => a - b);
  let sum = 0;
  for (const c of distinct) sum += counts.filter((count) => count === c).length * cLogC(c);
  return sum;
}

/** Leaves the histograms as they are: zero. */
export function sumCLogC(
  { f64, u32 }: Memory,
  counts: number,
  joint: number,
  states: number,
  classes: number,
  cLogC: number,
  _histogram: number,
  _jointHistogram: number,
  _several: number,
  out: number,
): void {
  const perState = u32.slice(counts / 4, counts / 4 + states);
  const perPair = u32.slice(joint / 4, joint / 4 + states * classes);
  f64[out / 8] = sumOf(perState, (c) => f64[cLogC / 8 + c]);
  f64[out / 8 + 1] = sumOf(perPair, (c) => f64[cLogC / 8 + c]);
  f64[out / 8 + 2] = perState.filter((count) => count === 1).length;
  f64[out / 8 + 3] = perState.filter((count) => count > 0).length;
}

export function selectParts(
  { u32 }: Memory,
  joint: number,
  states: number,
  parts: number,
  classes: number,
  mask: number,
  selected: number,
  counts: number,
): void {
  const wanted = Array.from({ length: parts }, (_, p) => p).filter((p) => (mask >> p) & 1);
  for (let s = 0; s < states; s++) {
    const row = Array.from({ length: classes }, (_, c) =>
      wanted.reduce((sum, p) => sum + u32[joint / 4 + (s * parts + p) * classes + c], 0),
    );
    u32.set(row, selected / 4 + s * classes);
    u32[counts / 4 + s] = row.reduce((sum, count) => sum + count, 0);
  }
}
