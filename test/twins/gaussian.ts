import { expOfNegative } from "./math64.js";
import type { Memory } from "./memory.js";
import { squaredDistance } from "./points.js";

/** Pairs the four points of `block` with those of blocks first .. end - 1, and with each other. */
function sweep(
  { f64 }: Memory,
  points: number,
  units: number,
  block: number,
  within: boolean,
  first: number,
  end: number,
  factor: number,
  sums: number,
): void {
  const kernel = (p: number, q: number) =>
    expOfNegative(squaredDistance(f64, points, units, p, q) * factor);
  const rows = [0, 1, 2, 3].map((row) => 4 * block + row);
  const lanes = rows.map((p) => {
    const pairs = (other: number, lane: number) =>
      kernel(p, 4 * other + lane) + kernel(p, 4 * other + lane + 2);
    return [0, 1].map((lane) => {
      let sum = within ? pairs(block, lane) : 0;
      for (let other = first; other < end; other++) sum += pairs(other, lane);
      return sum;
    });
  });
  for (let q = 4 * first; q < 4 * end; q++) {
    const [a, b, c, d] = rows.map((p) => kernel(p, q));
    f64[sums / 8 + q] += a + b + (c + d);
  }
  rows.forEach((p, row) => {
    f64[sums / 8 + p] += lanes[row][0] + lanes[row][1];
  });
}

export function gaussianSumsWithin(
  memory: Memory,
  points: number,
  units: number,
  from: number,
  to: number,
  factor: number,
  sums: number,
  _tile: number,
): void {
  for (let block = from; block < to; block++) {
    sweep(memory, points, units, block, true, block + 1, to, factor, sums);
  }
}

export function gaussianSumsBetween(
  memory: Memory,
  points: number,
  units: number,
  from: number,
  to: number,
  end: number,
  factor: number,
  sums: number,
  _tile: number,
): void {
  for (let block = from; block < to; block++) {
    sweep(memory, points, units, block, false, to, end, factor, sums);
  }
}
