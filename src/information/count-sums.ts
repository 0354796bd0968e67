import type { Engine } from "../engine/engine.js";
import { log2 } from "../numerics/log2.js";
import { roundUpTo } from "../numerics/round.js";
import { type Information, informationOf } from "./information.js";

/** Inputs over which states are counted. */
export interface CountedInputs {
  samples: number;
  /** Sum of c log2 c over the labels. */
  labelSum: number;
  /** Whether they are all there are. */
  complete: boolean;
}

/** Turns counts of states of up to so many inputs into entropies. */
export class CountSums {
  private readonly cLogC: Float64Array;
  private readonly histogram: number;
  private readonly jointHistogram: number;
  private readonly several: number;
  private readonly sums: Float64Array;

  constructor(
    private readonly engine: Engine,
    inputs: number,
  ) {
    const { arena } = engine;
    const length = roundUpTo(inputs + 1, 4);
    this.cLogC = arena.take(Float64Array, length);
    for (let c = 1; c <= inputs; c++) this.cLogC[c] = c * log2(c);
    this.histogram = arena.take(Uint32Array, length).byteOffset;
    this.jointHistogram = arena.take(Uint32Array, length).byteOffset;
    this.several = arena.take(Uint32Array, inputs).byteOffset;
    this.sums = arena.take(Float64Array, 4);
  }

  /** What must be known of inputs; `labels`: how many have each label. */
  inputsOf(labels: Uint32Array, complete: boolean): CountedInputs {
    const samples = labels.reduce((sum, count) => sum + count, 0);
    const labelSum = labels
      .slice()
      .sort()
      .reduce((sum, count) => sum + this.cLogC[count], 0);
    return { samples, labelSum, complete };
  }

  /**
   * Information of `states` states, by the byte offsets of the inputs per state (u32[states]) and per
   * state and label (u32[states][classes]).
   */
  informationOf(
    { complete, labelSum, samples }: CountedInputs,
    states: number,
    counts: number,
    joint: number,
    classes: number,
  ): Information {
    const { sums } = this;
    this.sum(states, counts, joint, classes);
    return informationOf(
      { states: sums[0], labels: labelSum, pairs: sums[1] },
      samples,
      sums[3],
      sums[2],
      complete,
    );
  }

  /** H(class | state) of the same, bits: exactly 0 where no state has inputs of several classes. */
  conditionalEntropyOf(
    { samples }: CountedInputs,
    states: number,
    counts: number,
    joint: number,
    classes: number,
  ): number {
    this.sum(states, counts, joint, classes);
    return (this.sums[0] - this.sums[1]) / samples;
  }

  private sum(states: number, counts: number, joint: number, classes: number): void {
    const { cLogC, engine, histogram, jointHistogram, several, sums } = this;
    const scratch = [cLogC.byteOffset, histogram, jointHistogram, several] as const;
    engine.kernels.sumCLogC(counts, joint, states, classes, ...scratch, sums.byteOffset);
  }
}
