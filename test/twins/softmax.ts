import { add, div, max, mul, sub } from "./f32.js";
import { exp, log } from "./math.js";
import type { Memory } from "./memory.js";

export function softmax(
  { f32 }: Memory,
  logits: number,
  probabilities: number,
  normaliser: number,
  classes: number,
  lanes: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const column = Array.from({ length: classes }, (_, c) => f32[logits / 4 + c * lanes + lane]);
    const greatest = column.reduce(max);
    const powers = column.map((z) => exp(sub(z, greatest)));
    const sum = powers.reduce(add);
    powers.forEach((power, c) => {
      f32[probabilities / 4 + c * lanes + lane] = div(power, sum);
    });
    if (normaliser !== 0) f32[normaliser / 4 + lane] = add(greatest, log(sum));
  }
}

export function crossEntropyGradient(
  { f32, u8 }: Memory,
  probabilities: number,
  labels: number,
  classes: number,
  lanes: number,
  count: number,
): void {
  const share = div(1, count);
  for (let c = 0; c < classes; c++) {
    for (let lane = 0; lane < lanes; lane++) {
      const at = probabilities / 4 + c * lanes + lane;
      const error = u8[labels + lane] === c ? sub(f32[at], 1) : f32[at];
      f32[at] = lane < count ? mul(error, share) : 0;
    }
  }
}

export function labelLosses(
  { f32, u8 }: Memory,
  logits: number,
  normaliser: number,
  losses: number,
  winners: number,
  classes: number,
  lanes: number,
  count: number,
): void {
  for (let lane = 0; lane < count; lane++) {
    const column = Array.from({ length: classes }, (_, c) => f32[logits / 4 + c * lanes + lane]);
    u8[winners + lane] = column.indexOf(Math.max(...column));
    column.forEach((logit, c) => {
      f32[losses / 4 + lane * classes + c] = sub(f32[normaliser / 4 + lane], logit);
    });
  }
}

export function score(
  { f32, f64, u8, u32 }: Memory,
  rowOf: number,
  labels: number,
  parts: number,
  samples: number,
  rowLosses: number,
  winners: number,
  classes: number,
  losses: number,
  hits: number,
): void {
  for (let sample = 0; sample < samples; sample++) {
    const row = u32[rowOf / 4 + sample];
    const label = u8[labels + sample];
    const part = u8[parts + sample];
    f64[losses / 8 + part] += f32[rowLosses / 4 + row * classes + label];
    if (u8[winners + row] === label) u32[hits / 4 + part]++;
  }
}
