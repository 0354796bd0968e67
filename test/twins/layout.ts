import { div, mul, sub } from "./f32.js";
import type { Memory } from "./memory.js";

export function takeBatch(
  { u8, u32 }: Memory,
  order: number,
  labelOf: number,
  samples: number,
  labels: number,
  count: number,
  lanes: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const sample = u32[order / 4 + Math.min(lane, count - 1)];
    u32[samples / 4 + lane] = sample;
    u8[labels + lane] = u8[labelOf + sample];
  }
}

export function gather(
  { u32 }: Memory,
  inputs: number,
  features: number,
  samples: number,
  out: number,
  lanes: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const sample = u32[samples / 4 + lane];
    for (let j = 0; j < features; j++) {
      u32[out / 4 + j * lanes + lane] = u32[inputs / 4 + sample * features + j];
    }
  }
}

export function gatherBytes(
  { f32, u8, u32 }: Memory,
  codes: number,
  features: number,
  samples: number,
  out: number,
  occupied: number,
  lanes: number,
  zeroPoint: number,
  scale: number,
  divisor: number,
): void {
  u8.fill(0, occupied, occupied + features);
  for (let lane = 0; lane < lanes; lane++) {
    const sample = u32[samples / 4 + lane];
    for (let j = 0; j < features; j++) {
      const offset = sub(u8[codes + sample * features + j], zeroPoint);
      if (offset !== 0) u8[occupied + j] = 1;
      f32[out / 4 + j * lanes + lane] = div(mul(offset, Math.fround(scale)), divisor);
    }
  }
}

export function gatherLevels(
  { i16, u8, u32 }: Memory,
  codes: number,
  features: number,
  samples: number,
  out: number,
  lanes: number,
  zeroPoint: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const sample = u32[samples / 4 + lane];
    for (let j = 0; j < features; j++) {
      i16[out / 2 + j * lanes + lane] = u8[codes + sample * features + j] - zeroPoint;
    }
  }
}

export function transpose(
  { u32 }: Memory,
  source: number,
  sourceStride: number,
  out: number,
  outStride: number,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      u32[out / 4 + j * outStride + i] = u32[source / 4 + i * sourceStride + j];
    }
  }
}
