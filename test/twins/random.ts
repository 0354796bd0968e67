import type { Memory } from "./memory.js";
import { wordsOf } from "./threefry.js";

const MASK = 0xffff_ffffn;

/** Lemire's method: the upper word of random * bound, unless the lower one falls in the uneven part. */
function below(words: Iterator<bigint>, bound: bigint): number {
  for (;;) {
    const product = (words.next().value as bigint) * bound;
    if ((product & MASK) >= 2n ** 32n % bound) return Number(product >> 32n);
  }
}

export function shuffle(
  { u32 }: Memory,
  items: number,
  n: number,
  key0: number,
  key1: number,
  _scratch: number,
): void {
  const words = wordsOf(key0, key1);
  const order = [...u32.subarray(items / 4, items / 4 + n)];
  for (let last = n - 1; last >= 1; last--) {
    const chosen = below(words, BigInt(last + 1));
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  u32.set(order, items / 4);
}
