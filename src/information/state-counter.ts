import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { roundUpTo } from "../numerics/round.js";
import { type CountedInputs, CountSums } from "./count-sums.js";
import type { Information } from "./information.js";

const ALL_BITS = 0xffff_ffff_ffff_ffffn;
const ALL_PARTS = -1;

/** The first 0, 1, .. 8 bytes of a word. */
const FIRST_BYTES = Array.from({ length: 9 }, (_, bytes) => (1n << BigInt(8 * bytes)) - 1n);

/** Bytes of a row of states, padded to whole 64-bit words. */
export function rowBytes(units: number, bytesPerUnit: number): number {
  return Math.ceil((units * bytesPerUnit) / 8) * 8;
}

/** Over which inputs states are counted. */
export interface Population {
  /** Whether the inputs are all there are; otherwise they are a sample. */
  complete: boolean;
  /** Part of every input; default: all are of part 0. */
  parts?: ArrayLike<number>;
  /** One result for each: bit p says whether the inputs of part p count. Default: one, over all. */
  selections?: readonly number[];
}

interface Selection extends CountedInputs {
  /** All ones: every part. */
  mask: number;
}

/** States found, numbered in order of appearance; views of the engine's memory. */
export interface Tally {
  states: number;
  /** Whether all of them differ. */
  areDistinct: boolean;
  /** First row of every state. */
  firsts: Uint32Array;
  /** Row of every input. */
  rowOf: Uint32Array;
  /** State of every row. */
  stateOf: Uint32Array;
  /** Inputs per state. */
  counts: Uint32Array;
  /** Inputs per state, part and label: [states][parts * classes]. */
  joint: Uint32Array;
}

/** What states are counted into: inputs per state, alone and with part and label. */
interface Counts {
  counts: Uint32Array;
  joint: Uint32Array;
}

/**
 * Counts states exactly, over and over, for the same inputs and labels. Rows of states stand for one
 * input each; after `merge`, for all the inputs that were in one state at the last count.
 */
export class StateCounter {
  /** part * classes + class index of every input. */
  private readonly labels: Uint8Array;
  private readonly parts: number;
  private readonly table: number;
  private readonly ids: Uint32Array;
  private readonly firsts: Uint32Array;
  /** Row of every input (u32), as it is now. */
  readonly rowOf: Uint32Array;
  /** Inputs of the states last counted, and of the rows where they are merged. */
  private found: Counts;
  private merged: Counts;
  /** Every input as it stands for itself alone, in its own place. */
  private readonly places: Uint32Array;
  private alone: Counts | undefined;
  private readonly selectedCounts: number;
  private readonly selectedJoint: number;
  private readonly hashes: number;
  private readonly sums: CountSums;
  private selections: readonly Selection[];
  private readonly kernels: Kernels;
  /** Rows to count, and whether they stand for more than one input each. */
  private rows: number;
  private isMerged = true;
  private states = 0;

  /** `labels`: the class index (0 .. classes - 1) of every input. */
  constructor(
    private readonly engine: Engine,
    labels: ArrayLike<number>,
    private readonly classes: number,
    private readonly population: Population,
  ) {
    const { arena } = engine;
    const { length: samples } = labels;
    this.kernels = engine.kernels;
    this.parts = 1 + Math.max(0, ...new Set(Array.from(population.parts ?? [])));
    this.rows = samples;
    this.labels = arena.take(Uint8Array, samples);
    this.table = arena.take(BigUint64Array, slotsFor(samples) + samples).byteOffset;
    this.ids = arena.take(Uint32Array, samples);
    this.firsts = arena.take(Uint32Array, samples);
    this.rowOf = arena.take(Uint32Array, samples);
    this.places = arena.take(Uint32Array, samples);
    for (let s = 0; s < samples; s++) this.places[s] = s;
    const counts = () => ({
      counts: arena.take(Uint32Array, roundUpTo(samples, 4)),
      joint: arena.take(Uint32Array, samples * this.columns),
    });
    this.found = counts();
    this.merged = counts();
    const selected = this.parts > 1 ? samples : 0;
    this.selectedCounts = arena.take(Uint32Array, selected).byteOffset;
    this.selectedJoint = arena.take(Uint32Array, selected * classes).byteOffset;
    this.hashes = arena.take(BigUint64Array, 65).byteOffset;
    this.sums = new CountSums(engine, samples);
    this.begin();
    this.selections = this.relabel(labels);
  }

  /** Counts with other labels of the same inputs from now on. */
  relabel(labels: ArrayLike<number>): readonly Selection[] {
    const { classes, population } = this;
    this.alone = undefined;
    for (let s = 0; s < this.labels.length; s++) {
      this.labels[s] = (population.parts?.[s] ?? 0) * classes + labels[s];
    }
    this.selections = (population.selections ?? [ALL_PARTS]).map((mask) =>
      this.selectionOf(mask, population.complete),
    );
    return this.selections;
  }

  /** The states found by the last count; valid until the next one. */
  get tally(): Tally {
    const { columns, firsts, found, rowOf, states } = this;
    return {
      states,
      firsts: firsts.subarray(0, states),
      rowOf,
      stateOf: this.stateOf,
      counts: found.counts.subarray(0, states),
      joint: found.joint.subarray(0, states * columns),
      areDistinct: true,
    };
  }

  /**
   * The rows as they are, each for a state, though some may be equal; valid until the next merge.
   * `areDistinct`: whether it is known that none are.
   */
  rowTally(areDistinct: boolean): Tally {
    const { columns, isMerged, merged, places, rowOf, rows } = this;
    const { counts, joint } = isMerged ? merged : this.singles;
    return {
      states: rows,
      firsts: places.subarray(0, rows),
      rowOf,
      stateOf: places.subarray(0, rows),
      counts: counts.subarray(0, rows),
      joint: joint.subarray(0, rows * columns),
      areDistinct,
    };
  }

  /** The state of every row at the last count, in order of appearance; valid until the next one. */
  get stateOf(): Uint32Array {
    return this.ids.subarray(0, this.rows);
  }

  /** Goes back to one row per input. */
  begin(): void {
    if (!this.isMerged) return;
    this.rows = this.labels.length;
    this.isMerged = false;
    this.rowOf.set(this.places);
    this.merged.counts.fill(1);
  }

  /** How many inputs each row stands for (u32); readable up to a multiple of 4. */
  get weights(): Uint32Array {
    return this.merged.counts;
  }

  /**
   * From now on row r stands for the inputs in state r of the last count.
   */
  merge(): void {
    const { found, ids, isMerged, merged, rowOf } = this;
    if (isMerged) {
      for (let s = 0; s < rowOf.length; s++) rowOf[s] = ids[rowOf[s]];
    } else {
      rowOf.set(ids);
    }
    this.merged = found;
    this.found = merged;
    this.rows = this.states;
    this.isMerged = true;
  }

  /**
   * Information of the states at byte offset `rows`, one row of `bytes` bytes (whole 64-bit words)
   * per input, or per state of the last merge; one result per selection. `hashMask` is for tests: 0
   * makes all hashes collide.
   */
  count(rows: number, bytes: number, hashMask = ALL_BITS): Information[] {
    this.find(rows, bytes, hashMask);
    return this.summaries;
  }

  /**
   * As `count` for rows of `bytes` bytes, up to 8, that follow one another without padding; 8 bytes may
   * be read at each of them.
   */
  countPacked(rows: number, bytes: number, hashMask = ALL_BITS): Information[] {
    this.findPacked(rows, bytes, hashMask);
    return this.summaries;
  }

  /** Counts as `count` does, for the tally alone. */
  find(rows: number, bytes: number, hashMask = ALL_BITS): void {
    if (bytes === 8) {
      this.findPacked(rows, bytes, hashMask);
      return;
    }
    const { counts, joint } = this.merged;
    const what = [rows, this.rows, bytes / 8] as const;
    const slots = slotsFor(this.rows);
    const own = [this.columns, this.table, slots, ...this.outputs, this.hashes, hashMask] as const;
    this.states = this.isMerged
      ? this.kernels.mergeStates(...what, counts.byteOffset, joint.byteOffset, ...own)
      : this.kernels.countStates(...what, this.labels.byteOffset, ...own);
  }

  private findPacked(rows: number, bytes: number, hashMask: bigint): void {
    const what = [rows, bytes, FIRST_BYTES[bytes], this.rows] as const;
    const slots = 2 * slotsFor(this.rows);
    const own = [this.columns, this.table, slots, ...this.outputs, hashMask] as const;
    this.states = this.isMerged
      ? this.kernels.mergeWords(...what, this.merged.joint.byteOffset, ...own)
      : this.kernels.countWords(...what, this.labels.byteOffset, ...own);
  }

  /** What every input alone is counted into; made when it is first asked for. */
  private get singles(): Counts {
    if (!this.alone) {
      const { columns, engine, labels } = this;
      const counts = engine.arena.take(Uint32Array, labels.length).fill(1);
      const joint = engine.arena.take(Uint32Array, labels.length * columns).fill(0);
      for (let s = 0; s < labels.length; s++) joint[s * columns + labels[s]] = 1;
      this.alone = { counts, joint };
    }
    return this.alone;
  }

  private get summaries(): Information[] {
    return this.selections.map((selection) => this.summarise(selection));
  }

  /** Byte offsets of what a count writes. */
  private get outputs(): [ids: number, firsts: number, counts: number, joint: number] {
    const { firsts, found, ids } = this;
    return [ids.byteOffset, firsts.byteOffset, found.counts.byteOffset, found.joint.byteOffset];
  }

  private get columns(): number {
    return this.parts * this.classes;
  }

  summarise(selection: Selection): Information {
    const { classes, kernels, parts, states, sums } = this;
    let counts = this.found.counts.byteOffset;
    let joint = this.found.joint.byteOffset;
    if (parts > 1) {
      const out = [this.selectedJoint, this.selectedCounts] as const;
      kernels.selectParts(joint, states, parts, classes, selection.mask, ...out);
      [joint, counts] = out;
    }
    return sums.informationOf(selection, states, counts, joint, classes);
  }

  private selectionOf(mask: number, complete: boolean): Selection {
    const { classes } = this;
    const counts = new Uint32Array(classes);
    let left = 0;
    for (const label of this.labels) {
      if ((mask >> Math.floor(label / classes)) & 1) counts[label % classes]++;
      else left++;
    }
    return { mask, ...this.sums.inputsOf(counts, complete && left === 0) };
  }
}

/** Slots of a table for so many rows: the power of two above one and a half times their number. */
function slotsFor(rows: number): number {
  let slots = 2;
  while (slots <= 1.5 * rows) slots *= 2;
  return slots;
}
