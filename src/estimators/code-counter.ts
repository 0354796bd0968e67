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
   * the place of its code from `first` on; returns the last number.
   */
  label(column: Column, u: number, labels: Uint16Array, first: number): number;
}

/** Told what was counted of the bins of a number. */
export type BinsListener = (index: number, counted: CountedBins) => void;

/** Bits of a word, and words that are packed at a time. */
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
  let waiting: { index: number; lane: number; words: number }[] = [];
  let lanes = 0;
  const flush = () => {
    if (lanes > 0) packWords(layer, 0, units, lanes, room.keys, room, counting);
    for (const { index, lane, words } of waiting) {
      listener(
        index,
        groupWords(layer, room.keys + 8 * found.states * lane, words, room, counting),
      );
    }
    waiting = [];
    lanes = 0;
  };
  kinds.forEach((bins, index) => {
    const labels = labelCodes(layer, bins, room.labels);
    if (!labels.merges && found.areDistinct) {
      listener(index, layer.counted);
      return;
    }
    const words = Math.ceil(units / labels.each);
    if (lanes + words > LANES) flush();
    if (words > LANES) {
      const keys = counting.buffer("wide keys", 8 * found.states * roundUpTo(words, LANES));
      packAlone(layer, labels, keys, room, counting);
      listener(index, groupWords(layer, keys, words, room, counting));
      return;
    }
    waiting.push({ index, lane: lanes, words });
    for (let w = 0; w < words; w++) spread(layer, labels, w, 0, units, lanes++, room, counting);
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
    joint: take("joint", 4 * n * over.classes),
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
      spread(layer, labels, w + lane, from, to, lane, room, counting);
    }
    packWords(layer, from, to, LANES, keys + 8 * found.states * w, room, counting);
  }
}

/** Makes the table of word w of some labels, for units `from` to `to`. */
function spread(
  { codes: { levels } }: CodedLayer,
  { bits, each, step }: Labels,
  w: number,
  from: number,
  to: number,
  lane: number,
  { labels, table }: Room,
  { engine }: Counting,
): void {
  const what = [labels.byteOffset + from * step, step, to - from, levels] as const;
  engine.kernels.spreadLabels(...what, w * each - from, (w + 1) * each - from, bits, table, lane);
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
  { counts, joint, scratch }: Room,
  { engine }: Counting,
): CountedBins {
  const { found, over } = layer;
  const { states: n } = found;
  const states = engine.kernels.groupRows(
    ...([
      keys,
      words,
      n,
      found.joint,
      over.classes,
      ...scratch,
      counts,
      joint,
      MULTIPLIER,
    ] as const),
  );
  return states === n ? layer.counted : layer.summarise({ states, counts, joint });
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
