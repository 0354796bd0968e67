import { mul, nearest } from "./f32.js";
import { tanh } from "./math.js";
import type { Memory } from "./memory.js";

/** floor(acc * multiplier * 2^(shift - 30) + 1/2), as large as it gets. */
function scaled(acc: number, multiplier: number, shift: number): bigint {
  return (BigInt(acc) * BigInt(multiplier) * 2n ** BigInt(shift) + 2n ** 29n) >> 30n;
}

function limit(x: bigint, lowest: number, highest: number): number {
  if (x < lowest) return lowest;
  return x > highest ? highest : Number(x);
}

export function requantise(
  { i16, i32 }: Memory,
  acc: number,
  out: number,
  count: number,
  multiplier: number,
  shift: number,
  lowest: number,
  highest: number,
): void {
  for (let i = 0; i < count; i++) {
    const level = scaled(i32[acc / 4 + i], multiplier, shift);
    i16[out / 2 + i] = limit(level, lowest, highest);
  }
}

export function lookUp(
  { i16, i32 }: Memory,
  acc: number,
  out: number,
  count: number,
  multiplier: number,
  shift: number,
  table: number,
  entries: number,
): void {
  for (let i = 0; i < count; i++) {
    const level = scaled(i32[acc / 4 + i], multiplier, shift);
    const index = limit(level, -entries / 2, entries / 2 - 1);
    i16[out / 2 + i] = i16[table / 2 + entries / 2 + index];
  }
}

export function tanhTable(
  { i16 }: Memory,
  table: number,
  entries: number,
  step: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  const f = Math.fround;
  for (let i = 0; i < entries; i++) {
    const level = nearest(mul(tanh(mul(i - entries / 2, f(step))), f(inverse)));
    i16[table / 2 + i] = Math.min(highest, Math.max(lowest, level));
  }
}

export function countLevelEnds(
  { i16, i32, u32 }: Memory,
  acc: number,
  levels: number,
  units: number,
  lanes: number,
  count: number,
  weights: number,
  multiplier: number,
  shift: number,
  least: number,
  most: number,
  lowest: number,
  highest: number,
  out: number,
): void {
  for (let unit = 0; unit < units; unit++) {
    for (let lane = 0; lane < count; lane++) {
      const exact = scaled(i32[acc / 4 + unit * lanes + lane], multiplier, shift);
      const level = i16[levels / 2 + unit * lanes + lane];
      const below = least > -(2 ** 31) && exact < least;
      const inputs = u32[weights / 4 + lane];
      if (below || exact > most) u32[out / 4] += inputs;
      if (level === lowest || level === highest) u32[out / 4 + 1] += inputs;
    }
  }
}
