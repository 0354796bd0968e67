/*
 * Exact neighbours by the max norm among points [blocks][units][4] (kernels/points.ts) that are sorted by
 * their coordinate `axis`. The last block is filled up with points all of whose coordinates are Infinity.
 *
 * Blocks that differ from the one at hand by more along `axis` than the distance in question need not be
 * looked at. Rounding cannot lose a neighbour: the difference of two rounded numbers, rounded, never
 * falls when the numbers move apart.
 */
import { maxDistances, ROW } from "./points";

/** How far two blocks are apart along the axis, the left one before the right one in its order. */
// @ts-ignore: decorator
@inline function gap(points: usize, size: usize, axis: usize, left: i32, right: i32): f64 {
  return f64.load(points + <usize>right * size + axis) -
    f64.load(points + <usize>left * size + axis, 24);
}

/** Puts `distance`, which is below the last, into an ascending list of `length` distances. */
// @ts-ignore: decorator
@inline function insert(list: usize, length: i32, distance: f64): void {
  let at = list + (<usize>(length - 1) << 3);
  while (at > list && f64.load(at - 8) > distance) {
    f64.store(at, f64.load(at - 8));
    at -= 8;
  }
  f64.store(at, distance);
}

// @ts-ignore: decorator
@inline function takeRow(tile: usize, list: usize, length: i32, reach: f64): f64 {
  const limit = f64x2.splat(reach);
  const near = v128.or(
    f64x2.lt(v128.load(tile), limit),
    f64x2.lt(v128.load(tile, 16), limit),
  );
  if (!v128.any_true(near)) return reach;
  const last = list + (<usize>(length - 1) << 3);
  for (let column: usize = 0; column < ROW; column += 8) {
    const distance = f64.load(tile + column);
    if (distance < f64.load(last)) insert(list, length, distance);
  }
  return f64.load(last);
}

/** Takes another block into the lists of a block; returns the greatest of the four last distances. */
// @ts-ignore: decorator
@inline function takeBlock(
  rows: usize,
  columns: usize,
  units: i32,
  lists: usize,
  length: i32,
  tile: usize,
): f64 {
  const step: usize = <usize>length << 3;
  const last = lists + step - 8;
  maxDistances(rows, columns, 0, units, tile);
  const a = takeRow(tile, lists, length, f64.load(last));
  const b = takeRow(tile + 32, lists + step, length, f64.load(last + step));
  const c = takeRow(tile + 64, lists + 2 * step, length, f64.load(last + 2 * step));
  const d = takeRow(tile + 96, lists + 3 * step, length, f64.load(last + 3 * step));
  return max(max(a, b), max(c, d));
}

/**
 * lists[p] (f64[4 * blocks][length]) becomes the `length` least distances from point p to other points,
 * ascending; Infinity where there are not so many. `tile`: f64[16], overwritten.
 */
export function nearestDistances(
  points: usize,
  units: i32,
  blocks: i32,
  axis: i32,
  length: i32,
  lists: usize,
  tile: usize,
): void {
  const size: usize = <usize>units * ROW;
  const at: usize = <usize>axis * ROW;
  const step: usize = <usize>length << 3;
  for (let block = 0; block < blocks; block++) {
    const rows = points + <usize>block * size;
    for (let i: usize = 0; i < 4 * step; i += 8) f64.store(lists + i, Infinity);
    maxDistances(rows, rows, 0, units, tile);
    let reach: f64 = 0;
    for (let row: usize = 0; row < 4; row++) {
      const list = lists + row * step;
      for (let column: usize = 0; column < 4; column++) {
        const distance = f64.load(tile + row * ROW + (column << 3));
        if (column != row && distance < f64.load(list + step - 8)) insert(list, length, distance);
      }
      reach = max(reach, f64.load(list + step - 8));
    }
    let left = block - 1, right = block + 1;
    let leftOpen = true, rightOpen = true;
    while (leftOpen || rightOpen) {
      leftOpen = left >= 0 && gap(points, size, at, left, block) <= reach;
      if (leftOpen) {
        reach = takeBlock(rows, points + <usize>left * size, units, lists, length, tile);
        left--;
      }
      rightOpen = right < blocks && gap(points, size, at, block, right) <= reach;
      if (rightOpen) {
        reach = takeBlock(rows, points + <usize>right * size, units, lists, length, tile);
        right++;
      }
    }
    lists += 4 * step;
  }
}

/** The first block that may hold points within `reach` of a block. */
// @ts-ignore: decorator
@inline function firstWithin(points: usize, size: usize, axis: usize, block: i32, reach: f64): i32 {
  let first = block;
  while (first > 0 && gap(points, size, axis, first - 1, block) <= reach) first--;
  return first;
}

/** The block after the last that may hold points within `reach` of a block. */
// @ts-ignore: decorator
@inline function endWithin(
  points: usize,
  size: usize,
  axis: usize,
  block: i32,
  reach: f64,
  blocks: i32,
): i32 {
  let end = block + 1;
  while (end < blocks && gap(points, size, axis, block, end) <= reach) end++;
  return end;
}

// @ts-ignore: decorator
@inline function greatest(radii: usize): f64 {
  return max(
    max(f64.load(radii), f64.load(radii, 8)),
    max(f64.load(radii, 16), f64.load(radii, 24)),
  );
}

// @ts-ignore: decorator
@inline function countRow(counts: v128, tile: usize, radius: v128): v128 {
  return i64x2.sub(
    i64x2.sub(counts, f64x2.le(v128.load(tile), radius)),
    f64x2.le(v128.load(tile, 16), radius),
  );
}

// @ts-ignore: decorator
@inline function storeCount(at: usize, counts: v128): void {
  store<u32>(at, <u32>(i64x2.extract_lane(counts, 0) + i64x2.extract_lane(counts, 1)));
}

/**
 * counts[p] (u32[4 * blocks]) becomes the number of points, p among them, whose distance from p is at
 * most radii[p] (f64[4 * blocks]). `tile`: f64[16], overwritten.
 */
export function countWithin(
  points: usize,
  units: i32,
  blocks: i32,
  axis: i32,
  radii: usize,
  counts: usize,
  tile: usize,
): void {
  const size: usize = <usize>units * ROW;
  const at: usize = <usize>axis * ROW;
  for (let block = 0; block < blocks; block++) {
    const rows = points + <usize>block * size;
    const reach = greatest(radii);
    const ra = v128.load64_splat(radii), rb = v128.load64_splat(radii, 8);
    const rc = v128.load64_splat(radii, 16), rd = v128.load64_splat(radii, 24);
    let a = i64x2.splat(0), b = a, c = a, d = a;
    const end = endWithin(points, size, at, block, reach, blocks);
    for (let other = firstWithin(points, size, at, block, reach); other < end; other++) {
      maxDistances(rows, points + <usize>other * size, 0, units, tile);
      a = countRow(a, tile, ra);
      b = countRow(b, tile + 32, rb);
      c = countRow(c, tile + 64, rc);
      d = countRow(d, tile + 96, rd);
    }
    storeCount(counts, a);
    storeCount(counts + 4, b);
    storeCount(counts + 8, c);
    storeCount(counts + 12, d);
    radii += 32;
    counts += 16;
  }
}

/**
 * Among the points whose distance from p is at most radii[p] (f64[4 * blocks]), the greatest distance by
 * the coordinates before `split` and by the others: extents[p] (f64[4 * blocks][2]). `tiles`: f64[32],
 * overwritten.
 */
export function extentsWithin(
  points: usize,
  units: i32,
  split: i32,
  blocks: i32,
  axis: i32,
  radii: usize,
  extents: usize,
  tiles: usize,
): void {
  const size: usize = <usize>units * ROW;
  const at: usize = <usize>axis * ROW;
  const others = tiles + 128;
  for (let block = 0; block < blocks; block++) {
    const rows = points + <usize>block * size;
    const reach = greatest(radii);
    for (let i: usize = 0; i < 64; i += 8) f64.store(extents + i, 0);
    const end = endWithin(points, size, at, block, reach, blocks);
    for (let other = firstWithin(points, size, at, block, reach); other < end; other++) {
      const columns = points + <usize>other * size;
      maxDistances(rows, columns, 0, split, tiles);
      maxDistances(rows, columns, split, units, others);
      for (let row: usize = 0; row < 4; row++) {
        const radius = f64.load(radii + (row << 3));
        const extent = extents + (row << 4);
        for (let column: usize = 0; column < 4; column++) {
          const pair = row * ROW + (column << 3);
          const x = f64.load(tiles + pair);
          const y = f64.load(others + pair);
          if (max(x, y) > radius) continue;
          f64.store(extent, max(f64.load(extent), x));
          f64.store(extent, max(f64.load(extent, 8), y), 8);
        }
      }
    }
    radii += 32;
    extents += 64;
  }
}
