import { clamp, mul, nearest } from "./f32.js";
import type { Memory } from "./memory.js";

const f = Math.fround;

export function weightPairs(
  { f32, i16 }: Memory,
  w: number,
  out: number,
  inputs: number,
  unitStride: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  for (let j = 0; j < 2 * Math.ceil(inputs / 2); j++) {
    for (let unit = 0; unit < unitStride; unit++) {
      const weight = j < inputs ? f32[w / 4 + j * unitStride + unit] : 0;
      const level = clamp(nearest(mul(weight, f(inverse))), f(lowest), f(highest));
      i16[out / 2 + ((j >> 1) * unitStride + unit) * 2 + (j & 1)] = level;
    }
  }
}

export function levels(
  { f32, i16 }: Memory,
  x: number,
  out: number,
  count: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  for (let i = 0; i < count; i++) {
    const level = nearest(mul(f32[x / 4 + i], f(inverse)));
    i16[out / 2 + i] = clamp(level, f(lowest), f(highest));
  }
}

/** To the nearest integer, halves to the even one, by the remainder. */
function halfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down === 0.5) return down % 2 === 0 ? down : down + 1;
  return x - down < 0.5 ? down : down + 1;
}

export function quantiseBiases(
  { f32, i32 }: Memory,
  b: number,
  out: number,
  count: number,
  scale: number,
  most: number,
): void {
  for (let i = 0; i < count; i++) {
    i32[out / 4 + i] = Math.min(most, Math.max(-most, halfEven(f32[b / 4 + i] / scale)));
  }
}

export function dequantiseLevels(
  { f32, i16 }: Memory,
  levels: number,
  out: number,
  count: number,
  scale: number,
): void {
  for (let i = 0; i < count; i++) f32[out / 4 + i] = mul(i16[levels / 2 + i], f(scale));
}

export function dequantiseAccumulators(
  { f32, i32 }: Memory,
  acc: number,
  out: number,
  count: number,
  scale: number,
): void {
  for (let i = 0; i < count; i++) f32[out / 4 + i] = mul(f(i32[acc / 4 + i]), f(scale));
}

export function accumulatorRange({ i32 }: Memory, acc: number, count: number, out: number): void {
  const values = [0, ...i32.subarray(acc / 4, acc / 4 + count)];
  i32[out / 4] = Math.min(...values);
  i32[out / 4 + 1] = Math.max(...values);
}

/** Calls `write` with each code and the byte offset at which it belongs. */
function eachCode(
  { i16 }: Memory,
  levels: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  lowest: number,
  width: number,
  write: (code: number, at: number) => void,
): void {
  for (let lane = 0; lane < count; lane++) {
    for (let unit = 0; unit < units; unit++) {
      const level = i16[levels / 2 + unit * lanes + lane];
      write(level - lowest, out + lane * stride + unit * width);
    }
  }
}

export function encodeLevels8(
  memory: Memory,
  levels: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  lowest: number,
): void {
  eachCode(memory, levels, out, units, lanes, count, stride, lowest, 1, (code, at) => {
    memory.u8[at] = code;
  });
}

export function encodeLevels16(
  memory: Memory,
  levels: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  lowest: number,
): void {
  eachCode(memory, levels, out, units, lanes, count, stride, lowest, 2, (code, at) => {
    memory.u16[at / 2] = code;
  });
}
