import { add, mul } from "./f32.js";
import type { Memory } from "./memory.js";

export function affine(
  { f32 }: Memory,
  w: number,
  unitStride: number,
  inputStride: number,
  bias: number,
  x: number,
  out: number,
  units: number,
  inputs: number,
  lanes: number,
): void {
  for (let i = 0; i < units; i++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = bias === 0 ? 0 : f32[bias / 4 + i];
      for (let j = 0; j < inputs; j++) {
        const weight = f32[w / 4 + i * unitStride + j * inputStride];
        sum = add(sum, mul(weight, f32[x / 4 + j * lanes + lane]));
      }
      f32[out / 4 + i * lanes + lane] = sum;
    }
  }
}

/** Sum of the terms of every fourth lane, then of the four partial sums in pairs. */
function sumOverLanes(lanes: number, term: (lane: number) => number): number {
  const partial = [0, 0, 0, 0];
  for (let lane = 0; lane < lanes; lane++) partial[lane % 4] = add(partial[lane % 4], term(lane));
  return add(add(partial[0], partial[1]), add(partial[2], partial[3]));
}

export function weightGradient(
  { f32 }: Memory,
  delta: number,
  x: number,
  dw: number,
  unitStride: number,
  inputStride: number,
  units: number,
  inputs: number,
  lanes: number,
): void {
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++) {
      f32[dw / 4 + i * unitStride + j * inputStride] = sumOverLanes(lanes, (lane) =>
        mul(f32[delta / 4 + i * lanes + lane], f32[x / 4 + j * lanes + lane]),
      );
    }
  }
}

export function rowSums(
  { f32 }: Memory,
  delta: number,
  out: number,
  units: number,
  lanes: number,
): void {
  for (let i = 0; i < units; i++) {
    f32[out / 4 + i] = sumOverLanes(lanes, (lane) => f32[delta / 4 + i * lanes + lane]);
  }
}
