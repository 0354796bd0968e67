import { add, mul } from "./f32.js";
import type { Memory } from "./memory.js";

export function binaryProduct(
  { f32, u8 }: Memory,
  codes: number,
  outputStride: number,
  groupStride: number,
  low: number,
  factors: number,
  x: number,
  scales: number,
  out: number,
  outputs: number,
  groups: number,
  lanes: number,
  _table: number,
): void {
  for (let o = 0; o < outputs; o++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 0;
      for (let g = 0; g < groups; g++) {
        const code = u8[codes + o * outputStride + g * groupStride];
        const term = (b: number) => {
          const row = 4 * g + b;
          const scaled = mul(f32[factors / 4 + row], f32[x / 4 + row * lanes + lane]);
          return (code >> b) & 1 ? scaled : mul(Math.fround(low), scaled);
        };
        sum = add(sum, add(add(term(0), term(1)), add(term(2), term(3))));
      }
      f32[out / 4 + o * lanes + lane] = mul(f32[scales / 4 + o], sum);
    }
  }
}
