import type { Memory } from "./memory.js";
import { maxDistance } from "./points.js";

/** All of these look at all pairs, whatever the order along the axis. */

export function nearestDistances(
  { f64 }: Memory,
  points: number,
  units: number,
  blocks: number,
  _axis: number,
  length: number,
  lists: number,
  _tile: number,
): void {
  for (let p = 0; p < 4 * blocks; p++) {
    const distances: number[] = [];
    for (let q = 0; q < 4 * blocks; q++) {
      if (q !== p) distances.push(maxDistance(f64, points, units, [0, units], p, q));
    }
    distances.sort((a, b) => a - b);
    for (let i = 0; i < length; i++) {
      f64[lists / 8 + p * length + i] = distances[i] ?? Number.POSITIVE_INFINITY;
    }
  }
}

export function countWithin(
  { f64, u32 }: Memory,
  points: number,
  units: number,
  blocks: number,
  _axis: number,
  radii: number,
  counts: number,
  _tile: number,
): void {
  for (let p = 0; p < 4 * blocks; p++) {
    let count = 0;
    for (let q = 0; q < 4 * blocks; q++) {
      if (maxDistance(f64, points, units, [0, units], p, q) <= f64[radii / 8 + p]) count++;
    }
    u32[counts / 4 + p] = count;
  }
}

export function extentsWithin(
  { f64 }: Memory,
  points: number,
  units: number,
  split: number,
  blocks: number,
  _axis: number,
  radii: number,
  extents: number,
  _tiles: number,
): void {
  for (let p = 0; p < 4 * blocks; p++) {
    let [x, y] = [0, 0];
    for (let q = 0; q < 4 * blocks; q++) {
      const own = maxDistance(f64, points, units, [0, split], p, q);
      const other = maxDistance(f64, points, units, [split, units], p, q);
      if (Math.max(own, other) > f64[radii / 8 + p]) continue;
      x = Math.max(x, own);
      y = Math.max(y, other);
    }
    f64.set([x, y], extents / 8 + 2 * p);
  }
}
