import type { Memory } from "./memory.js";

/** The weight level of unit i and input j, from pairs of inputs. */
function weightOf({ i16 }: Memory, w: number, unitStride: number, i: number, j: number): number {
  return i16[w / 2 + ((j >> 1) * unitStride + i) * 2 + (j & 1)];
}

function affine(
  memory: Memory,
  w: number,
  unitStride: number,
  bias: number,
  out: number,
  units: number,
  inputs: number,
  lanes: number,
  levelOf: (input: number, lane: number) => number,
): void {
  const { i32 } = memory;
  for (let i = 0; i < units; i++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = i32[bias / 4 + i];
      for (let j = 0; j < inputs; j++) {
        sum += weightOf(memory, w, unitStride, i, j) * levelOf(j, lane);
      }
      i32[out / 4 + i * lanes + lane] = sum;
    }
  }
}

export function integerAffine(
  memory: Memory,
  w: number,
  unitStride: number,
  bias: number,
  x: number,
  out: number,
  units: number,
  inputs: number,
  lanes: number,
): void {
  affine(memory, w, unitStride, bias, out, units, inputs, lanes, (j, lane) => {
    return memory.i16[x / 2 + j * lanes + lane];
  });
}

export function integerAffinePairs(
  memory: Memory,
  w: number,
  unitStride: number,
  bias: number,
  x: number,
  out: number,
  units: number,
  inputs: number,
  lanes: number,
): void {
  affine(memory, w, unitStride, bias, out, units, inputs, lanes, (j, lane) => {
    return memory.i16[x / 2 + ((j >> 1) * lanes + lane) * 2 + (j & 1)];
  });
}

export function sparseIntegerAffine(
  memory: Memory,
  starts: number,
  entries: number,
  samples: number,
  w: number,
  bias: number,
  out: number,
  unitStride: number,
  lanes: number,
): void {
  const { i16, i32, u32 } = memory;
  for (let lane = 0; lane < lanes; lane++) {
    const sample = u32[samples / 4 + lane];
    for (let unit = 0; unit < unitStride; unit++) {
      let sum = i32[bias / 4 + unit];
      for (let p = u32[starts / 4 + sample]; p < u32[starts / 4 + sample + 1]; p++) {
        const pair = u32[entries / 4 + 2 * p];
        for (const side of [0, 1]) {
          const level = i16[entries / 2 + 4 * p + 2 + side];
          sum += level * weightOf(memory, w, unitStride, unit, 2 * pair + side);
        }
      }
      i32[out / 4 + lane * unitStride + unit] = sum;
    }
  }
}
