import { add, div, mul, sqrt, sub } from "./f32.js";
import type { Memory } from "./memory.js";

const f = Math.fround;

export function adam(
  { f32 }: Memory,
  w: number,
  gradient: number,
  m: number,
  v: number,
  count: number,
  rate: number,
  beta1: number,
  beta2: number,
  epsilon: number,
): void {
  for (let i = 0; i < count; i++) {
    const g = f32[gradient / 4 + i];
    const rest1 = sub(1, f(beta1));
    const rest2 = sub(1, f(beta2));
    const mean = add(mul(f(beta1), f32[m / 4 + i]), mul(rest1, g));
    const square = add(mul(f(beta2), f32[v / 4 + i]), mul(rest2, mul(g, g)));
    f32[m / 4 + i] = mean;
    f32[v / 4 + i] = square;
    const step = div(mul(f(rate), mean), add(sqrt(square), f(epsilon)));
    f32[w / 4 + i] = sub(f32[w / 4 + i], step);
  }
}

export function sgd(
  { f32 }: Memory,
  w: number,
  gradient: number,
  velocity: number,
  count: number,
  rate: number,
  momentum: number,
): void {
  for (let i = 0; i < count; i++) {
    const speed = add(mul(f(momentum), f32[velocity / 4 + i]), f32[gradient / 4 + i]);
    f32[velocity / 4 + i] = speed;
    f32[w / 4 + i] = sub(f32[w / 4 + i], mul(f(rate), speed));
  }
}
