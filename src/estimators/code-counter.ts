import { roundUpTo } from "../numerics/round.js";
import type { CodedLayer, Column, CountedBins } from "./coded-layer.js";
import type { Counting } from "./counting.js";

/** Bins of the values of a layer's units: a step function of the value that does not fall. */
export interface CodeBins {
  /** Whether each unit has bins of its own. */
  perUnit: boolean;
  /** States that there can be. */
  alphabet(): number;
  /**
   * Numbers the bins of the values of unit u, or of the whole layer, from 0 on in ascending order, each at
   * the place of its code from `first` on; returns the last number. Values lie in the engine's memory.
   */
  label(column: Column, u: number, labels: Uint16Array, first: number): number;
}

/**
 * `label` for bins told one by one: `binOf` is asked for the place of each code once, in their order, and
 * what it says changes where a bin ends.
 */
export function labelBins(
  { from, to }: Column,
  labels: Uint16Array,
  first: number,
  binOf: (place: number) => number | undefined,
): number {
  let label = -1;
  let last: number | undefined;
  for (let i = from; i < to; i++) {
    const bin = binOf(i);
    if (i === from || bin !== last) label++;
    last = bin;
    labels[first + i] = label;
  }
  return label;
}

/** Told what was counted of the bins of a number. */
export type BinsListener = (index: number, counted: CountedBins) => void;

/** Bits of a word, and words that are packed at a time; some are two of half as many bits. */
const WORD = 64;
const LANES = 4;

/** Makes hashes of words. */
const MULTIPLIER = 0x9e3779b97f4a7c15n;

/** Numbers of the bins that codes lie in, from 0 on. */
interface Labels {
  /** From those of a unit to those of the next in bytes: 0 if all share. */
  step: number;
  /** Bits of a label, and labels in a word. */
  bits: number;
  each: number;
  /** Whether some values may share a bin. */
  merges: boolean;
}

/** Memory in the engine: byte offsets, but for what is written here. */
interface Room {
  /** [units][levels]. */
  labels: Uint16Array;
  table: number;
  keys: number;
  /** For grouping. */
  scratch: readonly [owners: number, slots: number, claimed: number, left: number];
  counts: number;
  joint: number;
}

/**
 * Counts the states of a layer in bins of several kinds, in any order. A state of the layer lies in one
 * state of the bins, with all its inputs; where each code has a bin of its own, both are the same states.
 */
export function countBins(
  layer: CodedLayer,
  kinds: readonly CodeBins[],
  counting: Counting,
  listener: BinsListener,
): void {
  const { found, units } = layer;
  const room = roomFor(layer, counting);
  let waiting: { index: number; half: number; words: number }[] = [];
  let halves = 0;
  const flush = () => {
    if (halves > 0) packWords(layer, 0, units, Math.ceil(halves / 2), room.keys, room, counting);
    for (const { half, index, words } of waiting) {
      const keys = room.keys + 8 * found.states * (half >> 1) + 4 * (half & 1);
      listener(index, groupWords(layer, keys, words, room, counting));
    }
    waiting = [];
    halves = 0;
  };
  kinds.forEach((bins, index) => {
    const labels = labelCodes(layer, bins, room.labels);
    if (!labels.merges && found.areDistinct) {
      listener(index, layer.counted);
      return;
    }
    const isHalf = units * labels.bits <= WORD / 2;
    const words = Math.ceil(units / labels.each);
    const needed = isHalf ? 1 : 2 * words;
    let first = isHalf ? halves : roundUpTo(halves, 2);
    if (first + needed > 2 * LANES) {
      flush();
      first = 0;
    }
    if (words > LANES) {
      const keys = counting.buffer("wide keys", 8 * found.states * roundUpTo(words, LANES));
      packAlone(layer, labels, keys, room, counting);
      listener(index, groupWords(layer, keys, words, room, counting));
      return;
    }
    halves = first + needed;
    if (isHalf) {
      waiting.push({ index, half: first, words: 0 });
      spread(layer, labels, 0, 0, units, WORD / 16, first, room, counting);
      return;
    }
    waiting.push({ index, half: first, words });
    for (let w = 0; w < words; w++) {
      spread(layer, labels, w, 0, units, WORD / 8, first / 2 + w, room, counting);
    }
  });
  flush();
}

function roomFor({ codes, found, over, units }: CodedLayer, counting: Counting): Room {
  const { levels } = codes;
  const { states: n } = found;
  const slots = 2 ** bitsOf(6 * n);
  const take = (name: string, bytes: number) => counting.buffer(name, bytes);
  const labels = take("labels", 2 * levels * units);
  return {
    labels: counting.engine.arena.view(Uint16Array, labels, levels * units),
    table: take("table", 8 * LANES * levels * units),
    keys: take("keys", 8 * LANES * n),
    scratch: [take("owners", 4 * slots), slots, take("claimed", 4 * n), take("left", 4 * n)],
    counts: take("counts", 4 * n),
    joint: take("joint", 4 * n * Math.max(over.classes, over.outputs)),
  };
}

/** All the words of one kind of bins, four at a time. */
function packAlone(
  layer: CodedLayer,
  labels: Labels,
  keys: number,
  room: Room,
  counting: Counting,
): void {
  const { found, units } = layer;
  const step = LANES * labels.each;
  for (let from = 0, w = 0; from < units; from += step, w += LANES) {
    const to = Math.min(units, from + step);
    for (let lane = 0; lane < LANES; lane++) {
      spread(layer, labels, w + lane, from, to, WORD / 8, lane, room, counting);
    }
    packWords(layer, from, to, LANES, keys + 8 * found.states * w, room, counting);
  }
}

/** Makes the table of word w of some labels, for units `from` to `to`; `width` in bytes. */
function spread(
  { codes: { levels } }: CodedLayer,
  { bits, each, step }: Labels,
  w: number,
  from: number,
  to: number,
  width: number,
  lane: number,
  { labels, table }: Room,
  { engine }: Counting,
): void {
  const at = labels.byteOffset + from * step;
  const first = w * each - from;
  const what = [at, step, to - from, levels, first, first + each, bits] as const;
  engine.kernels.spreadLabels(...what, table, width, lane);
}

/** Puts together the first words whose tables were made for units `from` to `to`. */
function packWords(
  { codes, found }: CodedLayer,
  from: number,
  to: number,
  lanes: number,
  keys: number,
  { table }: Room,
  { engine }: Counting,
): void {
  const { levels, rows, stride, width } = codes;
  const what = [rows + from * width, stride, width, found.picks, found.states] as const;
  engine.kernels.packLabels(...what, to - from, levels, table, lanes > 2 ? LANES : 2, keys);
}

function groupWords(
  layer: CodedLayer,
  keys: number,
  words: number,
  room: Room,
  counting: Counting,
): CountedBins {
  const { found, over } = layer;
  const { states: n } = found;
  const { counts, joint } = room;
  let lost: number | undefined;
  if (found.predicted !== undefined) {
    const states = group(found.predicted, over.outputs, n, keys, words, room, counting);
    lost = states === n ? layer.counted.lostPrediction : layer.lostBy(states, counts, joint);
  }
  const states = group(found.joint, over.classes, n, keys, words, room, counting);
  return states === n ? layer.counted : layer.summarise(states, counts, joint, lost);
}

/** Adds up the inputs of each class, u32[n][classes] at `weights`, of the rows that are equal. */
function group(
  weights: number,
  classes: number,
  n: number,
  keys: number,
  words: number,
  { counts, joint, scratch: [owners, slots, claimed, left] }: Room,
  { engine }: Counting,
): number {
  const what = [keys, words, n, weights, classes, owners, slots, claimed, left] as const;
  return engine.kernels.groupRows(...what, counts, joint, MULTIPLIER);
}

/** Numbers the bins of each unit's values. */
function labelCodes(layer: CodedLayer, kind: CodeBins, labels: Uint16Array): Labels {
  const { areCommon, levels } = layer.codes;
  const perUnit = kind.perUnit || !areCommon;
  const columns = perUnit ? layer.columns : [layer.whole];
  let most = 0;
  let merges = false;
  for (let u = 0; u < columns.length; u++) {
    const column = columns[u];
    const last = kind.label(column, u, labels, u * levels);
    most = Math.max(most, last);
    merges ||= last + 1 < column.to - column.from;
  }
  const bits = Math.max(1, bitsOf(most));
  return { step: perUnit ? 2 * levels : 0, bits, each: Math.floor(WORD / bits), merges };
}

/** Bits that a number takes. */
const bitsOf = (number: number) => 32 - Math.clz32(number);
