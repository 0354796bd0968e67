import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";
import { placeOf } from "../twins/points.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** Points [blocks][units][4] sorted by one coordinate, with padding at the end; some on a lattice. */
function sortedPoints(values: Values, count: number, units: number, axis: number): Float64Array {
  const lattice = values.below(2) === 0;
  const coordinate = () => (lattice ? values.below(4) : values.uniform(-2, 2));
  const rows = Array.from({ length: count }, () => Array.from({ length: units }, coordinate));
  rows.sort((a, b) => a[axis] - b[axis]);
  const blocks = Math.ceil(count / 4);
  const points = new Float64Array(4 * blocks * units).fill(Number.POSITIVE_INFINITY);
  rows.forEach((row, p) => {
    row.forEach((value, u) => {
      points[placeOf(0, units, p, u)] = value;
    });
  });
  return points;
}

test("distances, counts and extents equal those of all pairs, bit for bit", () => {
  fc.assert(
    fc.property(few, fc.integer({ min: 1, max: 40 }), seed, (units, count, start) => {
      memory.reset();
      const values = new Values(start);
      const axis = values.below(units);
      const points = memory.f64("points", sortedPoints(values, count, units, axis));
      const blocks = Math.ceil(count / 4);
      const tile = memory.scratch("tile", 256);
      const length = 1 + values.below(6);
      const lists = memory.output("lists", 8 * 4 * blocks * length);
      memory.compare("nearestDistances", points, units, blocks, axis, length, lists, tile);
      const radius = (_: unknown, p: number) =>
        p < count ? [0, 1, values.uniform(0, 3)][values.below(3)] : -1;
      const radii = memory.f64("radii", Array.from({ length: 4 * blocks }, radius));
      const counts = memory.output("counts", 4 * 4 * blocks);
      memory.compare("countWithin", points, units, blocks, axis, radii, counts, tile);
      const extents = memory.output("extents", 8 * 8 * blocks);
      const split = values.below(units + 1);
      const all = [points, units, split, blocks, axis, radii, extents, tile] as const;
      memory.compare("extentsWithin", ...all);
    }),
    FIXED,
  );
});

test("neighbours far away along the axis are found too", () => {
  const values = [0, 1, 2, 3, 100, 101, 103, 106, 1000, 1e4, 1e5, 1e6];
  const points = memory.f64("points", values);
  const lists = memory.output("lists", 8 * 12 * 3);
  memory.kernels.nearestDistances(points, 1, 3, 0, 3, lists, memory.scratch("tile", 128));
  const { f64 } = memory.view();
  expect([...f64.subarray(lists / 8, lists / 8 + 3)]).toEqual([1, 2, 3]);
  expect([...f64.subarray(lists / 8 + 12, lists / 8 + 15)]).toEqual([1, 3, 6]);
  expect([...f64.subarray(lists / 8 + 24, lists / 8 + 27)]).toEqual([894, 897, 899]);
});
