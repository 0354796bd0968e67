import type { Memory } from "./memory.js";
import { weightOf } from "./pairs.js";

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

/** `entryOf` gives the pair and the two levels at a position of the entries. */
function sparseAffine(
  memory: Memory,
  starts: number,
  samples: number,
  w: number,
  bias: number,
  out: number,
  unitStride: number,
  lanes: number,
  entryOf: (position: number) => [pair: number, even: number, odd: number],
): void {
  const { i32, u32 } = memory;
  for (let lane = 0; lane < lanes; lane++) {
    const sample = u32[samples / 4 + lane];
    for (let unit = 0; unit < unitStride; unit++) {
      let sum = i32[bias / 4 + unit];
      for (let p = u32[starts / 4 + sample]; p < u32[starts / 4 + sample + 1]; p++) {
        const [pair, even, odd] = entryOf(p);
        sum += even * weightOf(memory, w, unitStride, unit, 2 * pair);
        sum += odd * weightOf(memory, w, unitStride, unit, 2 * pair + 1);
      }
      i32[out / 4 + lane * unitStride + unit] = sum;
    }
  }
}

export function sparseIntegerAffine(
  memory: Memory,
  starts: number,
  entries: number,
  zeroPoint: number,
  samples: number,
  w: number,
  bias: number,
  out: number,
  unitStride: number,
  lanes: number,
): void {
  const { u8, u16 } = memory;
  sparseAffine(memory, starts, samples, w, bias, out, unitStride, lanes, (p) => {
    const at = entries + 4 * p;
    return [u16[at / 2 + 1], u8[at] - zeroPoint, u8[at + 1] - zeroPoint];
  });
}

export function sparseIntegerAffineWide(
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
  const { i16, u32 } = memory;
  sparseAffine(memory, starts, samples, w, bias, out, unitStride, lanes, (p) => {
    const at = entries + 8 * p;
    return [u32[at / 4], i16[at / 2 + 2], i16[at / 2 + 3]];
  });
}
