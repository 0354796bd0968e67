import type { Memory } from "./memory.js";

/** Code of a unit in a row of codes of one byte or two. */
const codeIn = ({ u8, u16 }: Memory, row: number, unit: number, width: number) =>
  width === 1 ? u8[row + unit] : u16[row / 2 + unit];

export function countCodes(
  memory: Memory,
  rows: number,
  stride: number,
  width: number,
  picks: number,
  n: number,
  units: number,
  counts: number,
  levels: number,
  out: number,
): void {
  const { u32 } = memory;
  for (let s = 0; s < n; s++) {
    const row = rows + u32[picks / 4 + s] * stride;
    for (let u = 0; u < units; u++) {
      u32[out / 4 + levels * u + codeIn(memory, row, u, width)] += u32[counts / 4 + s];
    }
  }
}

export function spreadLabels(
  { u16, u32 }: Memory,
  labels: number,
  step: number,
  units: number,
  levels: number,
  from: number,
  to: number,
  bits: number,
  table: number,
  width: number,
  lane: number,
): void {
  for (let u = 0; u < units; u++) {
    for (let code = 0; code < levels; code++) {
      const label = BigInt(u16[(labels + u * step) / 2 + code]);
      const added = u < from || u >= to ? 0n : label << BigInt((u - from) * bits);
      const at = (table + 32 * (u * levels + code) + width * lane) / 4;
      u32[at] = Number(added & 0xffffffffn);
      if (width === 8) u32[at + 1] = Number((added >> 32n) & 0xffffffffn);
    }
  }
}

export function packLabels(
  memory: Memory,
  rows: number,
  stride: number,
  width: number,
  picks: number,
  n: number,
  units: number,
  levels: number,
  table: number,
  lanes: number,
  out: number,
): void {
  const { u32 } = memory;
  for (let s = 0; s < n; s++) {
    const row = rows + u32[picks / 4 + s] * stride;
    for (let half = 0; half < 2 * lanes; half++) {
      const lane = half >> 1;
      let word = 0;
      for (let u = 0; u < units; u++) {
        const entry = u * levels + codeIn(memory, row, u, width);
        word |= u32[table / 4 + 8 * entry + half];
      }
      u32[out / 4 + 2 * (lane * n + s) + (half & 1)] = word;
    }
  }
}
