import { RandomStream } from "../../src/numerics/random.js";

/** Samples for closed forms. */
export class Distributions {
  private readonly stream: RandomStream;

  constructor(seed: number) {
    this.stream = new RandomStream(seed, 0x7e57);
  }

  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.stream.uniform();
  }

  below(n: number): number {
    return this.stream.below(n);
  }

  /** Box & Muller (1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.stream.uniform()));
    return radius * Math.cos(2 * Math.PI * this.stream.uniform());
  }

  exponential(rate: number): number {
    return -Math.log(1 - this.stream.uniform()) / rate;
  }

  /** `count` rows of a sampler, row-major. */
  rows(count: number, row: () => number[]): { values: Float64Array; units: number } {
    const all = Array.from({ length: count }, row);
    return { values: Float64Array.from(all.flat()), units: all[0].length };
  }
}

/** Mean and standard deviation of a sample. */
export function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
