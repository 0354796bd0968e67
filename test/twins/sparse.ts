import { add, mul } from "./f32.js";
import type { Memory } from "./memory.js";

/** The non-zero inputs of the sample in a lane: index and value, in order. */
function nonZeros(
  { f32, u32 }: Memory,
  starts: number,
  entries: number,
  levels: number,
  sample: number,
): [number, number][] {
  const found: [number, number][] = [];
  for (let p = u32[starts / 4 + sample]; p < u32[starts / 4 + sample + 1]; p++) {
    const entry = u32[entries / 4 + p];
    found.push([Math.floor(entry / 65536), f32[levels / 4 + (entry % 65536)]]);
  }
  return found;
}

export function sparseAffine(
  memory: Memory,
  starts: number,
  entries: number,
  levels: number,
  samples: number,
  w: number,
  bias: number,
  out: number,
  unitStride: number,
  lanes: number,
): void {
  const { f32, u32 } = memory;
  for (let lane = 0; lane < lanes; lane++) {
    const inputs = nonZeros(memory, starts, entries, levels, u32[samples / 4 + lane]);
    for (let unit = 0; unit < unitStride; unit++) {
      let sum = f32[bias / 4 + unit];
      for (const [index, value] of inputs) {
        sum = add(sum, mul(value, f32[w / 4 + index * unitStride + unit]));
      }
      f32[out / 4 + lane * unitStride + unit] = sum;
    }
  }
}

export function sparseWeightGradient(
  memory: Memory,
  starts: number,
  entries: number,
  levels: number,
  samples: number,
  delta: number,
  dw: number,
  inputs: number,
  unitStride: number,
  lanes: number,
): void {
  const { f32, u32 } = memory;
  f32.fill(0, dw / 4, dw / 4 + inputs * unitStride);
  for (let lane = 0; lane < lanes; lane++) {
    for (const [index, value] of nonZeros(
      memory,
      starts,
      entries,
      levels,
      u32[samples / 4 + lane],
    )) {
      for (let unit = 0; unit < unitStride; unit++) {
        const at = dw / 4 + index * unitStride + unit;
        f32[at] = add(f32[at], mul(value, f32[delta / 4 + lane * unitStride + unit]));
      }
    }
  }
}
