import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { log2 } from "../numerics/log2.js";
import { type Information, informationOf } from "./information.js";

const ALL_BITS = 0xffff_ffff_ffff_ffffn;
const ALL_PARTS = -1;

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

interface Selection {
  /** All ones: every part. */
  mask: number;
  samples: number;
  labelSum: number;
  complete: boolean;
}

/** The states found by the last count, as views of the engine's memory. */
export interface Tally {
  states: number;
  /** State of every input, numbered in order of appearance. */
  ids: Uint32Array;
  /** Inputs per state, part and label: [states][parts * classes]. */
  joint: Uint32Array;
}

/** Counts states exactly, over and over, for the same inputs and labels. */
export class StateCounter {
  /** part * classes + class index of every input. */
  private readonly labels: Uint8Array;
  private readonly parts: number;
  private readonly slots: number;
  private readonly table: number;
  private readonly ids: Uint32Array;
  private readonly counts: number;
  private readonly joint: Uint32Array;
  private readonly selectedCounts: number;
  private readonly selectedJoint: number;
  private readonly hashes: number;
  private readonly cLogC: Float64Array;
  private readonly histogram: number;
  private readonly jointHistogram: number;
  private readonly sums: Float64Array;
  private readonly selections: readonly Selection[];
  private readonly kernels: Kernels;
  private states = 0;

  /** `labels`: the class index (0 .. classes - 1) of every input. */
  constructor(
    engine: Engine,
    labels: ArrayLike<number>,
    private readonly classes: number,
    population: Population,
  ) {
    const { arena } = engine;
    const { length: samples } = labels;
    this.kernels = engine.kernels;
    this.parts = 1 + Math.max(0, ...new Set(Array.from(population.parts ?? [])));
    this.slots = powerOfTwoAbove(1.5 * samples);
    this.labels = arena.take(Uint8Array, samples);
    for (let s = 0; s < samples; s++) {
      this.labels[s] = (population.parts?.[s] ?? 0) * classes + labels[s];
    }
    this.table = arena.take(Uint32Array, 2 * this.slots).byteOffset;
    this.ids = arena.take(Uint32Array, samples);
    this.counts = arena.take(Uint32Array, samples).byteOffset;
    this.joint = arena.take(Uint32Array, samples * this.columns);
    const selected = this.parts > 1 ? samples : 0;
    this.selectedCounts = arena.take(Uint32Array, selected).byteOffset;
    this.selectedJoint = arena.take(Uint32Array, selected * classes).byteOffset;
    this.hashes = arena.take(BigUint64Array, 65).byteOffset;
    this.cLogC = arena.take(Float64Array, samples + 1);
    for (let c = 1; c <= samples; c++) this.cLogC[c] = c * log2(c);
    this.histogram = arena.take(Uint32Array, samples + 1).byteOffset;
    this.jointHistogram = arena.take(Uint32Array, samples + 1).byteOffset;
    this.sums = arena.take(Float64Array, 4);
    this.selections = (population.selections ?? [ALL_PARTS]).map((mask) =>
      this.selectionOf(mask, population.complete),
    );
  }

  /** The states found by the last count; valid until the next one. */
  get tally(): Tally {
    const { columns, ids, joint, states } = this;
    return { states, ids, joint: joint.subarray(0, states * columns) };
  }

  /**
   * Information of the states at byte offset `rows`, one row of `bytes` bytes (whole 64-bit words)
   * per input; one result per selection. `hashMask` is for tests: 0 makes all hashes collide.
   */
  count(rows: number, bytes: number, hashMask = ALL_BITS): Information[] {
    this.states = this.kernels.countStates(
      rows,
      this.labels.length,
      bytes / 8,
      this.labels.byteOffset,
      this.columns,
      this.table,
      this.slots,
      this.ids.byteOffset,
      this.counts,
      this.joint.byteOffset,
      this.hashes,
      hashMask,
    );
    return this.selections.map((selection) => this.summarise(selection));
  }

  private get columns(): number {
    return this.parts * this.classes;
  }

  private summarise({ complete, labelSum, mask, samples }: Selection): Information {
    const { classes, kernels, parts, states, sums } = this;
    let { counts } = this;
    let joint = this.joint.byteOffset;
    if (parts > 1) {
      kernels.selectParts(
        joint,
        states,
        parts,
        classes,
        mask,
        this.selectedJoint,
        this.selectedCounts,
      );
      counts = this.selectedCounts;
      joint = this.selectedJoint;
    }
    kernels.sumCLogC(
      counts,
      joint,
      states,
      classes,
      this.labels.length,
      this.cLogC.byteOffset,
      this.histogram,
      this.jointHistogram,
      sums.byteOffset,
    );
    return informationOf(
      { states: sums[0], labels: labelSum, pairs: sums[1] },
      samples,
      sums[3],
      sums[2],
      complete,
    );
  }

  private selectionOf(mask: number, complete: boolean): Selection {
    const { classes, cLogC } = this;
    const counts = new Uint32Array(classes);
    let left = 0;
    for (const label of this.labels) {
      if ((mask >> Math.floor(label / classes)) & 1) counts[label % classes]++;
      else left++;
    }
    const labelSum = counts.sort().reduce((sum, count) => sum + cLogC[count], 0);
    const samples = this.labels.length - left;
    return { mask, samples, labelSum, complete: complete && left === 0 };
  }
}

function powerOfTwoAbove(x: number): number {
  let power = 2;
  while (power <= x) power *= 2;
  return power;
}
