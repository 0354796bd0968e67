import type { Memory } from "./memory.js";

export function countCodes(
  { u8, u32 }: Memory,
  rows: number,
  stride: number,
  picks: number,
  n: number,
  units: number,
  counts: number,
  out: number,
): void {
  for (let s = 0; s < n; s++) {
    const row = rows + u32[picks / 4 + s] * stride;
    for (let u = 0; u < units; u++) u32[out / 4 + 256 * u + u8[row + u]] += u32[counts / 4 + s];
  }
}

export function packLabels(
  { bytes, u8, u32 }: Memory,
  rows: number,
  stride: number,
  picks: number,
  n: number,
  units: number,
  labels: number,
  step: number,
  bits: number,
  each: number,
  out: number,
): void {
}
