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

export function packLabels(
  memory: Memory,
  rows: number,
  stride: number,
  width: number,
  picks: number,
  n: number,
  units: number,
  labels: number,
  step: number,
  bits: number,
  each: number,
  out: number,
): void {
  const { u16, u32 } = memory;
  let word = out / 4;
  for (let s = 0; s < n; s++) {
    const row = rows + u32[picks / 4 + s] * stride;
    for (let first = 0; first < units; first += each, word += 2) {
      let packed = 0n;
      for (let u = first; u < Math.min(units, first + each); u++) {
        const label = u16[(labels + u * step) / 2 + codeIn(memory, row, u, width)];
        packed = packed * 2n ** BigInt(bits) + BigInt(label);
      }
      u32[word] = Number(packed & 0xffffffffn);
      u32[word + 1] = Number(packed >> 32n);
    }
  }
}
