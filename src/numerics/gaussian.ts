import { log } from "./log.js";
import type { RandomStream } from "./random.js";

/** Independent standard normal numbers from a stream, by the polar method (Marsaglia & Bray 1964). */
export class Gaussian {
  private spare: number | undefined;

  constructor(private readonly stream: RandomStream) {}

  next(): number {
    if (this.spare !== undefined) {
      const value = this.spare;
      this.spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * this.stream.uniform() - 1;
      const v = 2 * this.stream.uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * log(square)) / square);
      this.spare = v * factor;
      return u * factor;
    }
  }
}
