import type { Engine } from "../engine/engine.js";
import type { CountedInputs, CountSums } from "../information/count-sums.js";
import type { Extremes } from "./estimator.js";

/** Codes that a unit can have. */
export const CODES = 256;

/** Rows of codes, one byte per unit, in the engine's memory. */
export interface CodeRows {
  /** Byte offset of the first row, and bytes from one to the next. */
  rows: number;
  stride: number;
  units: number;
  /** Value of every code, ascending: [256] for all units, or [units][256] for each its own. */
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
  codes: Uint8Array;
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

  /** `histogram`: byte offset of u32[units][256], overwritten; `bounds`: extremes over the whole run. */
  constructor(
    { arena, kernels }: Engine,
    readonly codes: CodeRows,
    readonly found: StateCounts,
    readonly over: CountedOver,
    histogram: number,
    readonly bounds?: Extremes,
  ) {
    const { rows, stride, units, values } = codes;
    const { counts, picks, states } = found;
    this.units = units;
    this.histogram = arena.view(Uint32Array, histogram, units * CODES).fill(0);
    kernels.countCodes(rows, stride, picks, states, units, counts, histogram);
    const step = this.isCommon ? 0 : CODES;
    this.columns = Array.from({ length: units }, (_, u) =>
      columnOf(this.histogram.subarray(u * CODES, (u + 1) * CODES), values.subarray(u * step)),
    );
    this.extremes = {
      low: Float64Array.from(this.columns, (column) => column.values[0]),
      high: Float64Array.from(this.columns, (column) => column.values[column.values.length - 1]),
    };
  }

  /** Whether a code has the same value in every unit. */
  get isCommon(): boolean {
    return this.codes.values.length === CODES;
  }

  /** All units together; codes mean nothing there unless they are common. */
  get whole(): Column {
    this.all ??= this.isCommon ? this.wholeByCode() : wholeByValue(this.columns);
    return this.all;
  }

  private wholeByCode(): Column {
    const counts = new Uint32Array(CODES);
    for (let i = 0; i < this.histogram.length; i++) counts[i & (CODES - 1)] += this.histogram[i];
    return columnOf(counts, this.codes.values);
  }
}

function columnOf(histogram: Uint32Array, values: Float32Array): Column {
  const codes = new Uint8Array(CODES);
  let length = 0;
  for (let code = 0; code < CODES; code++) if (histogram[code] > 0) codes[length++] = code;
  const used = codes.subarray(0, length);
  const column = { codes: used, values: new Float64Array(length), counts: new Float64Array(length) };
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
    codes: new Uint8Array(),
    values,
    counts: values.map((value) => counts.get(value) as number),
  };
}
