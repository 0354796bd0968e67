import type { Engine } from "../engine/engine.js";
import type { CountedInputs, CountSums } from "../information/count-sums.js";
import type { Extremes } from "./estimator.js";

/** A layer whose units have more codes than this is not treated as one of few values. */
export const MOST_CODES = 4096;

/** Rows of codes in the engine's memory. */
export interface CodeRows {
  /** Byte offset of the first row, and bytes from one to the next. */
  rows: number;
  stride: number;
  /** Bytes of a code. */
  width: 1 | 2;
  units: number;
  /** Codes that there can be, from 0 on. */
  levels: number;
  /** Value of every code, ascending: [levels] for all units, or [units][levels] for each its own. */
  values: Float32Array;
}

/** The states of a layer, by byte offsets into the engine's memory. */
export interface StateCounts {
  states: number;
  /** u32[states]: a row that shows each state. */
  picks: number;
  /** u32[states] and u32[states][classes]: inputs in each state, and inputs of each label. */
  counts: number;
  joint: number;
}

/** What the states were counted over. */
export interface CountedOver {
  inputs: CountedInputs;
  classes: number;
  sums: CountSums;
}

/** The values that inputs have in a unit, or in a whole layer, ascending, and how many have each. */
export interface Column {
  codes: Uint16Array;
  values: Float64Array;
  counts: Float64Array;
}

/**
 * A layer whose units take few values, as the states that it has and the inputs in each: all that a
 * binning can see of it.
 */
export class CodedLayer {
  readonly units: number;
  readonly columns: readonly Column[];
  /** Least and greatest value of every unit. */
  readonly extremes: Extremes;
  private readonly histogram: Uint32Array;
  private all: Column | undefined;

  /** `histogram`: byte offset of u32[units][levels], overwritten; `bounds`: extremes over the whole run. */
  constructor(
    { arena, kernels }: Engine,
    readonly codes: CodeRows,
    readonly found: StateCounts,
    readonly over: CountedOver,
    histogram: number,
    readonly bounds?: Extremes,
  ) {
    const { levels, rows, stride, units, values, width } = codes;
    const { counts, picks, states } = found;
    this.units = units;
    this.histogram = arena.view(Uint32Array, histogram, units * levels).fill(0);
    const what = [rows, stride, width, picks, states, units] as const;
    kernels.countCodes(...what, counts, levels, histogram);
    this.columns = Array.from({ length: units }, (_, u) => {
      const own = this.isCommon ? values : values.subarray(u * levels);
      return columnOf(this.histogram.subarray(u * levels, (u + 1) * levels), own);
    });
    this.extremes = {
      low: Float64Array.from(this.columns, (column) => column.values[0]),
      high: Float64Array.from(this.columns, (column) => column.values[column.values.length - 1]),
    };
  }

  /** Whether a code has the same value in every unit. */
  get isCommon(): boolean {
    return this.codes.values.length === this.codes.levels;
  }

  /** All units together; codes mean nothing there unless they are common. */
  get whole(): Column {
    this.all ??= this.isCommon ? this.wholeByCode() : wholeByValue(this.columns);
    return this.all;
  }

  private wholeByCode(): Column {
    const { levels, values } = this.codes;
    const counts = new Uint32Array(levels);
    for (let i = 0; i < this.histogram.length; ) {
      for (let code = 0; code < levels; code++) counts[code] += this.histogram[i++];
    }
    return columnOf(counts, values);
  }
}

function columnOf(histogram: Uint32Array, values: Float32Array): Column {
  const codes = new Uint16Array(histogram.length);
  let length = 0;
  for (let code = 0; code < codes.length; code++) if (histogram[code] > 0) codes[length++] = code;
  const used = codes.subarray(0, length);
  const column = {
    codes: used,
    values: new Float64Array(length),
    counts: new Float64Array(length),
  };
  for (let i = 0; i < length; i++) {
    column.values[i] = values[used[i]];
    column.counts[i] = histogram[used[i]];
  }
  return column;
}

function wholeByValue(columns: readonly Column[]): Column {
  const counts = new Map<number, number>();
  for (const column of columns) {
    column.values.forEach((value, i) => {
      counts.set(value, (counts.get(value) ?? 0) + column.counts[i]);
    });
  }
  const values = Float64Array.from(counts.keys()).sort();
  return {
    codes: new Uint16Array(),
    values,
    counts: values.map((value) => counts.get(value) as number),
  };
}
