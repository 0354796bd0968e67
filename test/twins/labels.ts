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
