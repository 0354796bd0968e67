import type { Memory } from "./memory.js";

export function integerCosines(
  { f64, i16 }: Memory,
  a: number,
  aSquares: number,
  b: number,
  bSquares: number,
  c: number,
  rows: number,
  columns: number,
  groups: number,
  lower: number,
  _room: number,
): void {
  const length = 8 * groups;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (lower && j > (i | 3)) continue;
      let product = 0;
      for (let k = 0; k < length; k++) {
        product += i16[a / 2 + i * length + k] * i16[b / 2 + j * length + k];
      }
      const size = Math.sqrt(f64[aSquares / 8 + i] * f64[bSquares / 8 + j]);
      f64[c / 8 + i * columns + j] = product / size;
    }
  }
}
