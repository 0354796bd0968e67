/**
 * Counter-based random streams: Threefry-2x32 with 20 rounds (Salmon et al., SC 2011).
 *
 * A stream is a key and a counter; children of a stream have keys of their own, so that each
 * purpose (initial weights, shuffling, ...) draws from numbers that no other purpose can disturb.
 * Only 32-bit integer arithmetic and exact f64 operations are used: the same bits on every machine.
 */

const PARITY = 0x1bd11bda;

/** Encrypts the counter (c0, c1) under the key (k0, k1) and writes two 32-bit words to `out`. */
export function threefry2x32(
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  out: Uint32Array,
): void {
  const k2 = PARITY ^ k0 ^ k1;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let block = 1; block <= 5; block++) {
    if (block & 1) {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    } else {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    }
    const phase = block % 3;
    x0 = (x0 + (phase === 0 ? k0 : phase === 1 ? k1 : k2)) | 0;
    x1 = (x1 + (phase === 0 ? k1 : phase === 1 ? k2 : k0) + block) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

const WORD = 2 ** 32;

/** One sequence of random numbers, addressed by its key. */
export class RandomStream {
  private counter = 0;
  private readonly words = new Uint32Array(2);
  private spare = false;

  constructor(
    readonly key0: number,
    readonly key1 = 0,
  ) {}

  /** The stream reached by following `path` (unsigned 32-bit words) from this one's key. */
  child(...path: number[]): RandomStream {
    const key = new Uint32Array([this.key0, this.key1]);
    for (const word of path) threefry2x32(key[0], key[1], word, 0x43484c44, key);
    return new RandomStream(key[0], key[1]);
  }

  /** The next unsigned 32-bit word. */
  u32(): number {
    if (this.spare) {
      this.spare = false;
      return this.words[1];
    }
    threefry2x32(
      this.key0,
      this.key1,
      this.counter >>> 0,
      Math.floor(this.counter / WORD),
      this.words,
    );
    this.counter++;
    this.spare = true;
    return this.words[0];
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.u32() >>> 5;
    const low = this.u32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** A uniform integer in [0, n), without bias; n from 1 to 2^21. */
  below(n: number): number {
    const reject = WORD % n;
    for (;;) {
      const product = this.u32() * n;
      const quotient = Math.floor(product / WORD);
      if (product - quotient * WORD >= reject) return quotient;
    }
  }

  /** Shuffles `items` in place (Fisher-Yates); every order is equally likely. */
  shuffle(items: Uint32Array): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }
}
