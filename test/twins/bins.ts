import type { Memory } from "./memory.js";

export function extremes(
  { f32 }: Memory,
  x: number,
  count: number,
  period: number,
  low: number,
  high: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = f32[x / 4 + i];
    const at = i % period;
    if (value < f32[low / 4 + at]) f32[low / 4 + at] = value;
    if (value > f32[high / 4 + at]) f32[high / 4 + at] = value;
  }
}

export function countOutside(
  { f32 }: Memory,
  x: number,
  count: number,
  low: number,
  high: number,
): number {
  const values = f32.subarray(x / 4, x / 4 + count);
  const [least, greatest] = [Math.fround(low), Math.fround(high)];
  return values.filter((value) => value < least || value > greatest).length;
}

/** All in f64: what the kernel does in f32 must not show. */
export function uniformBins(
  { f32, f64, u16, u8 }: Memory,
  x: number,
  out: number,
  count: number,
  period: number,
  low: number,
  scale: number,
  bins: number,
  _factor: number,
  _offset: number,
  _near: number,
): void {
  for (let i = 0; i < count; i++) {
    const at = i % period;
    const distance = f32[x / 4 + i] - f64[low / 8 + at];
    const position = Math.floor(distance * f64[scale / 8 + at] + (1 - 2 ** -8));
    const exact = (BigInt(position) * BigInt(bins)) >> 36n;
    const bin = Math.min(bins - 1, Number(exact));
    if (bins <= 256) u8[out + i] = bin;
    else u16[out / 2 + i] = bin;
  }
}

export function padRows(
  { u8 }: Memory,
  source: number,
  out: number,
  rows: number,
  bytes: number,
): void {
  const padded = 8 * Math.ceil(bytes / 8);
  for (let r = 0; r < rows; r++) {
    u8.fill(0, out + r * padded, out + (r + 1) * padded);
    u8.copyWithin(out + r * padded, source + r * bytes, source + (r + 1) * bytes);
  }
}
