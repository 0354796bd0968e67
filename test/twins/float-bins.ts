import type { Memory } from "./memory.js";

export function widthBins(
  { f32, u16, u32, u8 }: Memory,
  x: number,
  out: number,
  count: number,
  width: number,
  first: number,
  bytes: number,
): void {
  const bins = bytes === 1 ? u8 : bytes === 2 ? u16 : u32;
  for (let i = 0; i < count; i++) {
    bins[out / bytes + i] = Math.floor(f32[x / 4 + i] / width) - first;
  }
}

/** Counts the lesser values of each, and leaves the scratch memory alone. */
export function equalMassBins(
  { f32, u16, u8 }: Memory,
  x: number,
  out: number,
  n: number,
  columns: number,
  bins: number,
  _scratch: number,
): number {
  let short = 0;
  for (let u = 0; u < columns; u++) {
    const column = Array.from({ length: n }, (_, i) => f32[x / 4 + i * columns + u]);
    const found = column.map((value) => {
      const less = column.filter((other) => other < value).length;
      return Number((BigInt(less) * BigInt(bins)) / BigInt(n));
    });
    found.forEach((bin, i) => {
      if (bins <= 256) u8[out + i * columns + u] = bin;
      else u16[out / 2 + i * columns + u] = bin;
    });
    if (new Set(found).size < Math.min(bins, n)) short++;
  }
  return short;
}
