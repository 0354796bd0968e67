import { roundUpTo } from "../numerics/round.js";
import type { CodedLayer, Column, CountedBins } from "./coded-layer.js";
import type { Counting } from "./counting.js";

/** Bins of the values of a layer's units: a step function of the value that does not fall. */
export interface CodeBins {
  /** Whether each unit has bins of its own. */
  perUnit: boolean;
  /** States that there can be. */
  alphabet: number;
  /** Writes the bin of every value of unit u, or of the whole layer. */
  binsOf(column: Column, u: number, out: Float64Array): void;
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
  /** Byte offset of u16[levels] for each unit, and bytes from one unit to the next: 0 if all share. */
  at: number;
  step: number;
  /** Bits of a label, and labels in a word. */
  bits: number;
  each: number;
  /** Whether some values share a bin. */
  merges: boolean;
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
  const { units } = layer;
  const keys = (words: number) =>
    counting.buffer("keys", 8 * layer.found.states * roundUpTo(words, LANES));
  const group = (index: number, firstWord: number, words: number) => {
    const at = keys(words) + 8 * layer.found.states * firstWord;
    listener(index, groupWords(layer, at, words, counting));
  };
  let waiting: { index: number; lane: number; words: number }[] = [];
  let lanes = 0;
  const flush = () => {
    if (lanes > 0) packWords(layer, 0, units, keys(lanes), counting);
    for (const { index, lane, words } of waiting) group(index, lane, words);
    waiting = [];
    lanes = 0;
  };
  kinds.forEach((bins, index) => {
    const labels = labelCodes(layer, bins, counting);
    if (!labels.merges && layer.found.areDistinct) {
      listener(index, layer.counted);
      return;
    }
    const words = Math.ceil(units / labels.each);
    if (lanes + words > LANES) flush();
    if (words > LANES) {
      packAlone(layer, labels, keys(words), counting);
      group(index, 0, words);
      return;
    }
    waiting.push({ index, lane: lanes, words });
    for (let w = 0; w < words; w++) spread(layer, labels, w, 0, units, lanes++, counting);
  });
  flush();
}

/** All the words of one kind of bins, four at a time. */
function packAlone(layer: CodedLayer, labels: Labels, keys: number, counting: Counting): void {
  const { found, units } = layer;
  const step = LANES * labels.each;
  for (let from = 0, w = 0; from < units; from += step, w += LANES) {
    const to = Math.min(units, from + step);
    for (let lane = 0; lane < LANES; lane++)
      spread(layer, labels, w + lane, from, to, lane, counting);
    packWords(layer, from, to, keys + 8 * found.states * w, counting);
  }
}

/** Makes the table of word w of some labels, for units `from` to `to`. */
function spread(
  { codes: { levels } }: CodedLayer,
  { at, bits, each, step }: Labels,
  w: number,
  from: number,
  to: number,
  lane: number,
  counting: Counting,
): void {
  const table = counting.buffer("table", 8 * LANES * levels * (to - from));
  const own = [w * each - from, (w + 1) * each - from] as const;
  counting.engine.kernels.spreadLabels(
    ...([at + from * step, step, to - from, levels, ...own, bits, table, lane] as const),
  );
}

/** Puts together the words whose tables were made for units `from` to `to`. */
function packWords(
  { codes, found }: CodedLayer,
  from: number,
  to: number,
  keys: number,
  counting: Counting,
): void {
  const { levels, rows, stride, width } = codes;
  const table = counting.buffer("table", 8 * LANES * levels * (to - from));
  const what = [rows + from * width, stride, width, found.picks, found.states] as const;
  counting.engine.kernels.packLabels(...what, to - from, levels, table, keys);
}

function groupWords(
  layer: CodedLayer,
  keys: number,
  words: number,
  counting: Counting,
): CountedBins {
  const { found, over } = layer;
  const { states: n } = found;
  const { classes } = over;
  const slots = 2 ** bitsOf(2 * n);
  const owners = counting.buffer("owners", 4 * slots);
  const claimed = counting.buffer("claimed", 4 * n);
  const left = counting.buffer("left", 4 * n);
  const counts = counting.buffer("counts", 4 * n);
  const joint = counting.buffer("joint", 4 * n * classes);
  const scratch = [owners, slots, claimed, left] as const;
  const states = counting.engine.kernels.groupRows(
    ...([keys, words, n, found.joint, classes, ...scratch, counts, joint, MULTIPLIER] as const),
  );
  return states === n ? layer.counted : layer.summarise({ states: n, counts, joint });
}

/** Numbers the bins of each unit's values from 0 on, in ascending order. */
function labelCodes(layer: CodedLayer, bins: CodeBins, counting: Counting): Labels {
  const { units } = layer;
  const { levels } = layer.codes;
  const perUnit = bins.perUnit || !layer.isCommon;
  const at = counting.buffer("labels", 2 * levels * units);
  const labels = counting.engine.arena.view(Uint16Array, at, levels * units);
  let most = 0;
  let merges = false;
  const own = new Float64Array(levels);
  (perUnit ? layer.columns : [layer.whole]).forEach((column, u) => {
    bins.binsOf(column, u, own);
    const { codes } = column;
    const first = u * levels;
    let label = 0;
    for (let i = 0, last = own[0]; i < codes.length; i++) {
      const bin = own[i];
      if (bin !== last) label++;
      last = bin;
      labels[first + codes[i]] = label;
    }
    most = Math.max(most, label);
    merges ||= label + 1 < codes.length;
  });
  const bits = Math.max(1, bitsOf(most));
  const step = perUnit ? 2 * levels : 0;
  return { at, step, bits, each: Math.floor(WORD / bits), merges };
}

/** Bits that a number takes. */
const bitsOf = (number: number) => 32 - Math.clz32(number);
