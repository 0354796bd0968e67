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

/** Values in a unit, or in a whole layer, ascending, their codes, and how many inputs have each. */
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
  private counted: { histogram: Uint32Array; columns: readonly Column[] } | undefined;
  private known: Extremes | undefined;
  private all: Column | undefined;

  /** `histogram`: byte offset of u32[units][levels], overwritten; `bounds`: extremes over the whole run. */
  constructor(
    private readonly engine: Engine,
    readonly codes: CodeRows,
    readonly found: StateCounts,
    readonly over: CountedOver,
    private readonly histogram: number,
    readonly bounds?: Extremes,
  ) {
    this.units = codes.units;
  }

  /** Whether a code has the same value in every unit. */
  get isCommon(): boolean {
    return this.codes.values.length === this.codes.levels;
  }

  /** The values that inputs have, unit by unit. */
  get columns(): readonly Column[] {
    return this.counts.columns;
  }

  /** Least and greatest value of every unit. */
  get extremes(): Extremes {
    if (!this.known) {
      const { columns, units } = this;
      this.known = { low: new Float64Array(units), high: new Float64Array(units) };
      for (let u = 0; u < units; u++) {
        const { values } = columns[u];
        this.known.low[u] = values[0];
        this.known.high[u] = values[values.length - 1];
      }
    }
    return this.known;
  }

  /** The values that inputs have in any unit; without codes unless these are common. */
  get whole(): Column {
    this.all ??= this.isCommon ? this.wholeByCode() : wholeByValue(this.columns);
    return this.all;
  }

  private get counts() {
    if (!this.counted) {
      const { arena, kernels } = this.engine;
      const { levels, rows, stride, units, values, width } = this.codes;
      const { counts, picks, states } = this.found;
      const histogram = arena.view(Uint32Array, this.histogram, units * levels).fill(0);
      const what = [rows, stride, width, picks, states, units] as const;
      kernels.countCodes(...what, counts, levels, this.histogram);
      const step = this.isCommon ? 0 : levels;
      const columns: Column[] = [];
      for (let u = 0; u < units; u++) {
        columns.push(columnOf(histogram, u * levels, levels, values, u * step));
      }
      this.counted = { histogram, columns };
    }
    return this.counted;
  }

  private wholeByCode(): Column {
    const { levels, values } = this.codes;
    const { histogram } = this.counts;
    const counts = new Uint32Array(levels);
    for (let i = 0; i < histogram.length; ) {
      for (let code = 0; code < levels; code++) counts[code] += histogram[i++];
    }
    return columnOf(counts, 0, levels, values, 0);
  }
}

/** Of the counts and values from some places on, those of codes that occur. */
function columnOf(
  histogram: Uint32Array,
  first: number,
  levels: number,
  values: Float32Array,
  firstValue: number,
): Column {
  let length = 0;
  for (let code = 0; code < levels; code++) if (histogram[first + code] > 0) length++;
  const column = {
    codes: new Uint16Array(length),
    values: new Float64Array(length),
    counts: new Float64Array(length),
  };
  for (let code = 0, i = 0; i < length; code++) {
    const count = histogram[first + code];
    if (count === 0) continue;
    column.codes[i] = code;
    column.values[i] = values[firstValue + code];
    column.counts[i++] = count;
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
