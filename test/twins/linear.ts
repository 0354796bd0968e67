import type { Memory } from "./memory.js";

const BLOCK = 256;

/** Even and odd positions apart, then added. */
function dot(f64: Float64Array, a: number, b: number, depth: number): number {
  let even = 0;
  let odd = 0;
  for (let k = 0; k + 1 < depth; k += 2) {
    even += f64[a + k] * f64[b + k];
    odd += f64[a + k + 1] * f64[b + k + 1];
  }
  if (depth % 2 === 1) {
    even += f64[a + depth - 1] * f64[b + depth - 1];
    odd += 0;
  }
  return even + odd;
}

export function products(
  { f64 }: Memory,
  a: number,
  aStride: number,
  b: number,
  bStride: number,
  c: number,
  cStride: number,
  rows: number,
  columns: number,
  depth: number,
  mode: number,
  lower: number,
  _room: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (lower && j > i) continue;
      const at = c / 8 + i * cStride + j;
      for (let k = 0; k === 0 || k < depth; k += BLOCK) {
        const part = dot(
          f64,
          a / 8 + i * aStride + k,
          b / 8 + j * bStride + k,
          Math.min(BLOCK, depth - k),
        );
        if (mode === 1) f64[at] -= part;
        else f64[at] = k === 0 ? part : f64[at] + part;
      }
    }
  }
}

const COLUMNS = 64;

export function cholesky(
  memory: Memory,
  a: number,
  n: number,
  stride: number,
  _room: number,
): number {
  const { f64 } = memory;
  const at = (i: number, j: number) => a / 8 + i * stride + j;
  for (let from = 0; from < n; from += COLUMNS) {
    const to = Math.min(from + COLUMNS, n);
    for (let i = from; i < n; i++) {
      for (let j = from; j < Math.min(i, to); j++) {
        const rest = f64[at(i, j)] - dot(f64, at(i, from), at(j, from), j - from);
        f64[at(i, j)] = rest / f64[at(j, j)];
      }
      if (i < to) {
        const pivot = f64[at(i, i)] - dot(f64, at(i, from), at(i, from), i - from);
        if (!(pivot > 0)) return i;
        f64[at(i, i)] = Math.sqrt(pivot);
      }
    }
    for (let i = to; i < n; i++) {
      for (let j = to; j <= i; j++) {
        f64[at(i, j)] -= dot(f64, at(i, from), at(j, from), to - from);
      }
    }
  }
  return n;
}

export function solveLower({ f64 }: Memory, l: number, n: number, stride: number, x: number): void {
  for (let i = 0; i < n; i++) {
    const row = l / 8 + i * stride;
    f64[x / 8 + i] = (f64[x / 8 + i] - dot(f64, row, x / 8, i)) / f64[row + i];
  }
}

export function solveUpper({ f64 }: Memory, l: number, n: number, stride: number, x: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = l / 8 + i * stride;
    const value = f64[x / 8 + i] / f64[row + i];
    f64[x / 8 + i] = value;
    for (let k = 0; k < i; k++) f64[x / 8 + k] -= value * f64[row + k];
  }
}

export function mirror({ f64 }: Memory, a: number, n: number, stride: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) f64[a / 8 + j * stride + i] = f64[a / 8 + i * stride + j];
  }
}
