/** What a random value may be, apart from uniform in [-spread, spread]. */
export interface Mixture {
  spread?: number;
  /** Beyond all ranges: for what clamps or compares. */
  extremes?: boolean;
}

/** Random test values by mulberry32: independent of the project's own generator. */
export class Values {
  constructor(private state: number) {}

  u32(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** An integer in [0, n). */
  below(n: number): number {
    return Math.floor((this.u32() / 2 ** 32) * n);
  }

  uniform(low: number, high: number): number {
    return low + (this.u32() / 2 ** 32) * (high - low);
  }

  integers(length: number, n: number): number[] {
    return Array.from({ length }, () => this.below(n));
  }

  /** f32 values: mostly ordinary, some of them zeros of both signs, denormal, tiny, large, halves. */
  floats(length: number, mixture: Mixture = {}): Float32Array {
    return Float32Array.from({ length }, () => this.float(mixture));
  }

  private float({ extremes = false, spread = 2 }: Mixture): number {
    const sign = this.u32() & 1 ? 1 : -1;
    switch (this.below(20)) {
      case 0:
        return -0;
      case 1:
        return 0;
      case 2:
        return sign * this.below(1000) * 2 ** -149;
      case 3:
        return sign * this.uniform(1, 2) * 2 ** -this.below(126);
      case 4:
        return sign * this.below(12) * 0.5;
      case 5:
        return sign * this.uniform(0, 1e4);
      case 6:
        return extremes ? sign * [1e30, 3.4e38, Number.POSITIVE_INFINITY][this.below(3)] : sign;
      default:
        return this.uniform(-spread, spread);
    }
  }
}
