import type { Arena } from "./arena.js";

/**
 * A stretch of an engine's memory that is used again and again, and replaced by a longer one when it is
 * too short. It belongs to the arena: after a reset of that, a new Scratch is needed.
 */
export class Scratch {
  private stretch = new Float64Array(0);

  constructor(private readonly arena: Arena) {}

  /** `length` numbers with any contents, until the next call. */
  f64(length: number): Float64Array {
    if (length > this.stretch.length) {
      let capacity = 64;
      while (capacity < length) capacity *= 2;
      this.stretch = this.arena.take(Float64Array, capacity);
    }
    return this.stretch.subarray(0, length);
  }

  u32(length: number): Uint32Array {
    const { buffer, byteOffset } = this.f64(Math.ceil(length / 2));
    return new Uint32Array(buffer, byteOffset, length);
  }
}
