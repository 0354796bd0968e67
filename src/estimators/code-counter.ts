import type { Information } from "../information/information.js";
import type { CodedLayer, Column, StateCounts } from "./coded-layer.js";
import type { Counting } from "./counting.js";

/** Bins of the values of a layer's units: a step function of the value that does not fall. */
export interface CodeBins {
  /** Whether each unit has bins of its own. */
  perUnit: boolean;
  /** States that there can be. */
  alphabet: number;
  /** The bin of every value of unit u, or of the whole layer. */
  binsOf(column: Column, u: number): ArrayLike<number>;
}

/** States of binned codes; valid until the next count. */
export interface CountedBins {
  information: Information;
  /** Inputs per state and label, [rows][classes]; all 0 in rows that are no state. */
  joint: Uint32Array;
}

const ALL_BITS = 0xffff_ffff_ffff_ffffn;
const WORD = 64;

/**
 * Counts the states of a layer in bins. A state of the layer lies in one state of the bins, with all
 * its inputs; where each code has a bin of its own, both are the same states.
 */
export function countBins(layer: CodedLayer, bins: CodeBins, counting: Counting): CountedBins {
  const { arena, kernels } = counting.engine;
  const { codes, found, over, units } = layer;
  const perUnit = bins.perUnit || !layer.isCommon;
  const { levels, rows, stride, width } = codes;
  const labels = counting.buffer("labels", 2 * levels * units);
  const table16 = arena.view(Uint16Array, labels, levels * units);
  const most = labelCodes(layer, bins, perUnit, table16);
  if (most === undefined) return summarise(layer, found, counting);
  const bits = Math.max(1, bitsOf(most - 1));
  const each = Math.floor(WORD / bits);
  const words = Math.ceil(units / each);
  const { states: n } = found;
  const { classes } = over;
  const keys = counting.buffer("keys", 8 * words * n);
  const what = [rows, stride, width, found.picks, n, units] as const;
  kernels.packLabels(...what, labels, perUnit ? 2 * levels : 0, bits, each, keys);
  const slots = 2 ** bitsOf(2 * n);
  const scratch = [
    counting.buffer("owners", 4 * slots),
    slots,
    counting.buffer("left", 4 * n),
  ] as const;
  const counts = counting.buffer("counts", 4 * n);
  const joint = counting.buffer("joint", 4 * n * classes);
  kernels.groupRows(keys, words, n, found.joint, classes, ...scratch, counts, joint, ALL_BITS);
  return summarise(layer, { states: n, counts, joint }, counting);
}

/**
 * Numbers the bins of each unit's values from 0 on, in ascending order, as labels of their codes:
 * [levels] for all units, or [units][levels]. Returns the greatest number of bins of a unit, or undefined
 * when every value has a bin of its own.
 */
function labelCodes(
  layer: CodedLayer,
  { binsOf }: CodeBins,
  perUnit: boolean,
  labels: Uint16Array,
): number | undefined {
  let most = 0;
  let finer = false;
  const { levels } = layer.codes;
  (perUnit ? layer.columns : [layer.whole]).forEach((column, u) => {
    const { codes } = column;
    const bins = binsOf(column, u);
    let label = 0;
    for (let i = 0; i < codes.length; i++) {
      if (i > 0 && bins[i] !== bins[i - 1]) label++;
      labels[u * levels + codes[i]] = label;
    }
    most = Math.max(most, label + 1);
    finer ||= label + 1 < codes.length;
  });
  return finer ? most : undefined;
}

function summarise(
  { over: { classes, inputs, sums } }: CodedLayer,
  { counts, joint, states }: Omit<StateCounts, "picks">,
  { engine }: Counting,
): CountedBins {
  return {
    information: sums.informationOf(inputs, states, counts, joint, classes),
    joint: engine.arena.view(Uint32Array, joint, states * classes),
  };
}

const bitsOf = (number: number) => 32 - Math.clz32(number);
