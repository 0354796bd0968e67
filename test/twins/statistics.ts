import { add, mul, nearest, sub } from "./f32.js";
import type { Memory } from "./memory.js";

const f = Math.fround;

export function accumulate(
  { f32 }: Memory,
  x: number,
  mean: number,
  squares: number,
  count: number,
  share: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = f32[x / 4 + i];
    const first = share === 1;
    const before = first ? 0 : f32[mean / 4 + i];
    const deviation = sub(value, before);
    const after = add(before, mul(deviation, f(share)));
    f32[mean / 4 + i] = after;
    const sum = first ? 0 : f32[squares / 4 + i];
    f32[squares / 4 + i] = add(sum, mul(deviation, sub(value, after)));
  }
}

function inTurn(count: number, value: (i: number) => number): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < count; i += 2) even += value(i);
  for (let i = 1; i < count; i += 2) odd += value(i);
  return even + odd;
}

export function sum({ f32 }: Memory, x: number, count: number): number {
  return inTurn(count, (i) => f32[x / 4 + i]);
}

export function sumOfSquares({ f32 }: Memory, x: number, count: number): number {
  return inTurn(count, (i) => f32[x / 4 + i] ** 2);
}

export function countEnds(
  { f32, u32 }: Memory,
  x: number,
  units: number,
  lanes: number,
  count: number,
  weights: number,
  inverse: number,
  lowest: number,
  highest: number,
  out: number,
): void {
  for (let unit = 0; unit < units; unit++) {
    for (let lane = 0; lane < count; lane++) {
      const level = nearest(mul(f32[x / 4 + unit * lanes + lane], f(inverse)));
      const inputs = u32[weights / 4 + lane];
      if (level < f(lowest) || level > f(highest)) u32[out / 4] += inputs;
      if (level <= f(lowest) || level >= f(highest)) u32[out / 4 + 1] += inputs;
    }
  }
}
