import { binOf } from "../../src/estimators/uniform.js";
import type { Memory } from "./memory.js";

export function labelUniform(
  { f32, u16 }: Memory,
  values: number,
  n: number,
  low: number,
  high: number,
  scale: number,
  bins: number,
  labels: number,
): number {
  const found = Array.from(f32.subarray(values / 4, values / 4 + n), (x) =>
    x < low ? -1 : x > high ? bins : binOf(x, low, scale, bins),
  );
  const numbered = [...new Set(found)];
  found.forEach((bin, i) => {
    u16[labels / 2 + i] = numbered.indexOf(bin);
  });
  return numbered.length - 1;
}

export function numberValues(
  { f32, u16, u32 }: Memory,
  x: number,
  stride: number,
  rows: number,
  n: number,
  values: number,
  numbers: number,
  step: number,
  _scratch: number,
): void {
  const picked = Array.from(u32.subarray(rows / 4, rows / 4 + n), (row) => ({
    row,
    value: f32[(x + row * stride) / 4],
  }));
  const sorted = picked.toSorted((a, b) => a.value - b.value);
  sorted.forEach(({ row, value }, i) => {
    f32[values / 4 + i] = value;
    u16[(numbers + row * step) / 2] = sorted.findIndex((other) => other.value === value);
  });
}
