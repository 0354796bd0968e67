import type { Memory } from "./memory.js";

/** The weight level of unit i and input j, from pairs of inputs. */
export function weightOf(
  { i16 }: Memory,
  w: number,
  unitStride: number,
  i: number,
  j: number,
): number {
  return i16[w / 2 + ((j >> 1) * unitStride + i) * 2 + (j & 1)];
}
