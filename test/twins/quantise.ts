import { add, level, max, min, mul, sub } from "./f32.js";
import type { Memory } from "./memory.js";

const f = Math.fround;

export function range({ f32 }: Memory, x: number, count: number, out: number): void {
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    low = min(low, f32[x / 4 + i]);
    high = max(high, f32[x / 4 + i]);
  }
  f32[out / 4] = low;
  f32[out / 4 + 1] = high;
}

export function allFinite({ f32 }: Memory, x: number, count: number): number {
  return f32.subarray(x / 4, x / 4 + count).every(Number.isFinite) ? 1 : 0;
}

export function fakeQuantise(
  { f32 }: Memory,
  x: number,
  out: number,
  count: number,
  scale: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  for (let i = 0; i < count; i++) {
    f32[out / 4 + i] = mul(level(f32[x / 4 + i], inverse, lowest, highest), f(scale));
  }
}

/** Calls `write` with each value and the byte offset at which its code belongs. */
function eachCell(
  { f32 }: Memory,
  x: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  width: number,
  write: (value: number, at: number) => void,
): void {
  for (let lane = 0; lane < count; lane++) {
    for (let unit = 0; unit < units; unit++) {
      write(f32[x / 4 + unit * lanes + lane], out + lane * stride + unit * width);
    }
  }
}

export function encode8(
  memory: Memory,
  x: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  eachCell(memory, x, out, units, lanes, count, stride, 1, (value, at) => {
    memory.u8[at] = sub(level(value, inverse, lowest, highest), f(lowest));
  });
}

export function encode16(
  memory: Memory,
  x: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  eachCell(memory, x, out, units, lanes, count, stride, 2, (value, at) => {
    memory.u16[at / 2] = sub(level(value, inverse, lowest, highest), f(lowest));
  });
}

export function encodeFloat(
  memory: Memory,
  x: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
): void {
  eachCell(memory, x, out, units, lanes, count, stride, 4, (value, at) => {
    memory.f32[at / 4] = add(value, 0);
  });
}

export function encodeBins(
  memory: Memory,
  x: number,
  out: number,
  units: number,
  lanes: number,
  count: number,
  stride: number,
  bins: number,
): void {
  eachCell(memory, x, out, units, lanes, count, stride, 2, (value, at) => {
    memory.u16[at / 2] = Math.floor(mul(value, f(bins)));
  });
}
