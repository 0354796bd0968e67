import { max, mul, sub } from "./f32.js";
import { tanh as tanhOf } from "./math.js";
import type { Memory } from "./memory.js";

const f = Math.fround;

function replace({ f32 }: Memory, at: number, count: number, by: (x: number) => number): void {
  for (let i = 0; i < count; i++) f32[at / 4 + i] = by(f32[at / 4 + i]);
}

export function tanh(memory: Memory, x: number, count: number): void {
  replace(memory, x, count, tanhOf);
}

export function relu(memory: Memory, x: number, count: number): void {
  replace(memory, x, count, (value) => max(0, value));
}

function replaceGradient(
  { f32 }: Memory,
  delta: number,
  y: number,
  count: number,
  by: (delta: number, y: number) => number,
): void {
  for (let i = 0; i < count; i++) {
    f32[delta / 4 + i] = by(f32[delta / 4 + i], f32[y / 4 + i]);
  }
}

export function tanhGradient(
  memory: Memory,
  delta: number,
  y: number,
  count: number,
  low: number,
  high: number,
): void {
  replaceGradient(memory, delta, y, count, (d, value) => {
    if (value < f(low) || value > f(high)) return 0;
    return mul(d, sub(1, mul(value, value)));
  });
}

export function reluGradient(
  memory: Memory,
  delta: number,
  y: number,
  count: number,
  low: number,
  high: number,
): void {
  replaceGradient(memory, delta, y, count, (d, value) =>
    value <= 0 || value < f(low) || value > f(high) ? 0 : d,
  );
}

export function straightThrough(
  memory: Memory,
  delta: number,
  y: number,
  count: number,
  low: number,
  high: number,
): void {
  replaceGradient(memory, delta, y, count, (d, value) =>
    value < f(low) || value > f(high) ? 0 : d,
  );
}
