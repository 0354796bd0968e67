import { add, mul, sub } from "./f32.js";
import type { Memory } from "./memory.js";
import { normals } from "./normals.js";

const f = Math.fround;

export function perturb(
  { f32 }: Memory,
  start: number,
  trained: number,
  out: number,
  count: number,
  key0: number,
  key1: number,
  scale: number,
): void {
  const normal = scale === 0 ? undefined : normals(count, key0, key1);
  for (let i = 0; i < count; i++) {
    const sum = add(f32[start / 4 + i], f32[trained / 4 + i]);
    f32[out / 4 + i] = normal ? add(sum, mul(f(scale), normal[i])) : sum;
  }
}

export function noisyDescent(
  { f32 }: Memory,
  w: number,
  gradient: number,
  count: number,
  rate: number,
  decay: number,
  key0: number,
  key1: number,
  noise: number,
  _scratch: number,
): void {
  const normal = noise === 0 ? undefined : normals(count, key0, key1);
  for (let i = 0; i < count; i++) {
    const before = f32[w / 4 + i];
    const slope = add(f32[gradient / 4 + i], mul(f(decay), before));
    const noisy = normal ? add(slope, mul(f(noise), normal[i])) : slope;
    f32[w / 4 + i] = sub(before, mul(f(rate), noisy));
  }
}

export function rescale({ f32 }: Memory, x: number, count: number, factor: number): void {
  for (let i = 0; i < count; i++) f32[x / 4 + i] = mul(f(factor), f32[x / 4 + i]);
}
