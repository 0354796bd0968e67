import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { log2 } from "../numerics/log2.js";
import { type Information, informationOf } from "./information.js";

const ALL_BITS = 0xffff_ffff_ffff_ffffn;

/** Bytes of a row of states, padded to whole 64-bit words. */
export function rowBytes(units: number, bytesPerUnit: number): number {
  return Math.ceil((units * bytesPerUnit) / 8) * 8;
}

/** Counts states exactly, over and over, for the same inputs and labels. */
export class StateCounter {
  private readonly labels: Uint8Array;
  private readonly slots: number;
  private readonly table: number;
  private readonly ids: number;
  private readonly counts: number;
  private readonly joint: number;
  private readonly hashes: number;
  private readonly cLogC: Float64Array;
  private readonly histogram: number;
  private readonly jointHistogram: number;
  private readonly sums: Float64Array;
  private labelSum = 0;
  private readonly kernels: Kernels;

  /** `population`: the inputs are all there are. */
  constructor(
    engine: Engine,
    private readonly samples: number,
    private readonly classes: number,
    private readonly population: boolean,
  ) {
    this.kernels = engine.kernels;
    this.slots = powerOfTwoAbove(1.5 * samples);
    this.labels = engine.arena.take(Uint8Array, samples);
    this.table = engine.arena.take(Uint32Array, 2 * this.slots).byteOffset;
    this.ids = engine.arena.take(Uint32Array, samples).byteOffset;
    this.counts = engine.arena.take(Uint32Array, samples).byteOffset;
    this.joint = engine.arena.take(Uint32Array, samples * classes).byteOffset;
    this.hashes = engine.arena.take(BigUint64Array, 65).byteOffset;
    this.cLogC = engine.arena.take(Float64Array, samples + 1);
    this.histogram = engine.arena.take(Uint32Array, samples + 1).byteOffset;
    this.jointHistogram = engine.arena.take(Uint32Array, samples + 1).byteOffset;
    this.sums = engine.arena.take(Float64Array, 3);
  }

  /** The class index of every input; to be called before counting. */
  setLabels(labels: ArrayLike<number>): void {
    this.labels.set(labels);
    for (let c = 1; c <= this.samples; c++) this.cLogC[c] = c * log2(c);
    const counts = new Uint32Array(this.classes);
    for (const label of this.labels) counts[label]++;
    this.labelSum = counts.sort().reduce((sum, count) => sum + this.cLogC[count], 0);
  }

  /**
   * Information of the states at byte offset `rows`, one row of `bytes` bytes (whole 64-bit words)
   * per input. `hashMask` is for tests: 0 makes all hashes collide.
   */
  count(rows: number, bytes: number, hashMask = ALL_BITS): Information {
    const { classes, counts, joint, kernels, samples, sums } = this;
    const states = kernels.countStates(
      rows,
      samples,
      bytes / 8,
      this.labels.byteOffset,
      classes,
      this.table,
      this.slots,
      this.ids,
      counts,
      joint,
      this.hashes,
      hashMask,
    );
    kernels.sumCLogC(
      counts,
      joint,
      states,
      classes,
      samples,
      this.cLogC.byteOffset,
      this.histogram,
      this.jointHistogram,
      sums.byteOffset,
    );
    return informationOf(
      { states: sums[0], labels: this.labelSum, pairs: sums[1] },
      samples,
      states,
      sums[2],
      this.population,
    );
  }
}

function powerOfTwoAbove(x: number): number {
  let power = 2;
  while (power <= x) power *= 2;
  return power;
}
