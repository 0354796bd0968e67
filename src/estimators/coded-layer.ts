import type { Engine } from "../engine/engine.js";
import type { CountedInputs, CountSums } from "../information/count-sums.js";
import type { Information } from "../information/information.js";
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
  /**
   * Value of every code, ascending: [levels] if they are common to all units, else [units][levels];
   * what lies behind is none. Of codes with equal values only the first occurs. In the engine's memory.
   */
  values: Float32Array;
  areCommon: boolean;
}

/** The states of a layer, by byte offsets into the engine's memory. */
export interface StateCounts {
  states: number;
  /** Whether all of them differ; if not, the inputs of a state may be found under several. */
  areDistinct: boolean;
  /** u32[states]: a row that shows each state. */
  picks: number;
  /** u32[states] and u32[states][classes]: inputs in each state, and inputs of each label. */
  counts: number;
  joint: number;
  /** u32[states][outputs]: inputs of each prediction, if it is to be counted what bins lose of it. */
  predicted?: number;
}

/** What the states were counted over. */
export interface CountedOver {
  inputs: CountedInputs;
  classes: number;
  /** Classes that can be predicted. */
  outputs: number;
  sums: CountSums;
}

/** States of binned codes; valid until the next count. */
export class CountedBins {
  constructor(
    readonly information: Information,
    private readonly engine: Engine,
    private readonly at: number,
    private readonly length: number,
    /** H(prediction | bins), bits, if the layer tells the predictions. */
    readonly lostPrediction: number | undefined,
  ) {}

  /** Inputs per state and label, [states][classes]. */
  get joint(): Uint32Array {
    return this.engine.arena.view(Uint32Array, this.at, this.length);
  }
}

/** Values of a unit or a whole layer, by ascending code, from the least to the greatest that inputs have. */
export interface Column {
  /** Value of every code; only those from `from` up to but not `to` are of the column. */
  values: Float32Array;
  from: number;
  to: number;
  /** Inputs that have each code; those between the ends may have none. */
  readonly counts: Uint32Array;
}

/**
 * A layer whose units take few values, as the states that it has and the inputs in each: all that a
 * binning can see of it.
 */
export class CodedLayer {
  readonly units: number;
  private knownHistogram: Uint32Array | undefined;
  private knownColumns: readonly Column[] | undefined;
  private knownExtremes: Extremes | undefined;
  private knownWhole: Column | undefined;
  private knownCounts: CountedBins | undefined;

  /** `histogram`: byte offset of u32[units][levels], overwritten; `bounds`: extremes over the whole run. */
  constructor(
    readonly engine: Engine,
    readonly codes: CodeRows,
    readonly found: StateCounts,
    readonly over: CountedOver,
    private readonly memory: number,
    readonly bounds?: Extremes,
  ) {
    this.units = codes.units;
  }

  /** The values that inputs have, unit by unit. */
  get columns(): readonly Column[] {
    if (!this.knownColumns) {
      const { histogram, units } = this;
      const { areCommon, levels, values } = this.codes;
      const columns: Column[] = [];
      for (let u = 0; u < units; u++) {
        const own = areCommon ? values : values.subarray(u * levels, (u + 1) * levels);
        columns.push(new UnitColumn(own, levels, histogram, u * levels));
      }
      this.knownColumns = columns;
    }
    return this.knownColumns;
  }

  /** Least and greatest value of every unit. */
  get extremes(): Extremes {
    if (!this.knownExtremes) {
      const { columns, units } = this;
      const own = { low: new Float64Array(units), high: new Float64Array(units) };
      for (let u = 0; u < units; u++) {
        const { from, to, values } = columns[u];
        own.low[u] = values[from];
        own.high[u] = values[to - 1];
      }
      this.knownExtremes = own;
    }
    return this.knownExtremes;
  }

  /** All units together: all codes if their values are common, else the values that inputs have. */
  get whole(): Column {
    const { areCommon, levels, values } = this.codes;
    this.knownWhole ??= areCommon
      ? new CommonColumn(values, levels, () => this.histogram)
      : wholeByValue(this.columns);
    return this.knownWhole;
  }

  /** What bins find that tell all its states apart. */
  get counted(): CountedBins {
    if (!this.knownCounts) {
      const { counts, joint, predicted, states } = this.found;
      const lost = predicted === undefined ? undefined : this.lostBy(states, counts, predicted);
      this.knownCounts = this.summarise(states, counts, joint, lost);
    }
    return this.knownCounts;
  }

  /** Of states in bins, by byte offsets as in StateCounts; `lost`: bits of the prediction. */
  summarise(states: number, counts: number, joint: number, lost: number | undefined): CountedBins {
    const { classes, inputs, sums } = this.over;
    const information = sums.informationOf(inputs, states, counts, joint, classes);
    return new CountedBins(information, this.engine, joint, states * classes, lost);
  }

  /** H(prediction | bins), bits, of states in bins, by byte offsets as in StateCounts. */
  lostBy(states: number, counts: number, predicted: number): number {
    const { inputs, outputs, sums } = this.over;
    return sums.conditionalEntropyOf(inputs, states, counts, predicted, outputs);
  }

  /** Inputs by unit and code, [units][levels]. */
  private get histogram(): Uint32Array {
    if (!this.knownHistogram) {
      const { arena, kernels } = this.engine;
      const { levels, rows, stride, units, width } = this.codes;
      const { counts, picks, states } = this.found;
      this.knownHistogram = arena.view(Uint32Array, this.memory, units * levels).fill(0);
      const what = [rows, stride, width, picks, states, units] as const;
      kernels.countCodes(...what, counts, levels, this.memory);
    }
    return this.knownHistogram;
  }
}

/** All codes, if their values are common to all units. */
class CommonColumn implements Column {
  readonly from = 0;

  constructor(
    readonly values: Float32Array,
    readonly to: number,
    private readonly histogram: () => Uint32Array,
  ) {}

  get counts(): Uint32Array {
    const all = this.histogram();
    const counts = new Uint32Array(this.to);
    for (let i = 0; i < all.length; ) {
      for (let code = 0; code < this.to; code++) counts[code] += all[i++];
    }
    return counts;
  }
}

/** Of a unit whose counts begin at a place in the histogram. */
class UnitColumn implements Column {
  readonly from: number;
  readonly to: number;

  constructor(
    readonly values: Float32Array,
    private readonly levels: number,
    private readonly histogram: Uint32Array,
    private readonly first: number,
  ) {
    let from = 0;
    let to = levels;
    while (histogram[first + from] === 0) from++;
    while (histogram[first + to - 1] === 0) to--;
    this.from = from;
    this.to = to;
  }

  get counts(): Uint32Array {
    return this.histogram.subarray(this.first, this.first + this.levels);
  }
}

function wholeByValue(columns: readonly Column[]): Column {
  const found = new Map<number, number>();
  for (const { counts, from, to, values } of columns) {
    for (let code = from; code < to; code++) {
      if (counts[code] === 0) continue;
      const value = values[code];
      found.set(value, (found.get(value) ?? 0) + counts[code]);
    }
  }
  const values = Float32Array.from(found.keys()).sort();
  const counts = Uint32Array.from(values, (value) => found.get(value) as number);
  return { values, from: 0, to: values.length, counts };
}
