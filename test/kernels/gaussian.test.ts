import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { exponentialError } from "../support/exact-exp.js";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";
import { expOfNegative } from "../twins/math64.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** Points [blocks][units][4]; those of each block from `padded[block]` on are padding. */
function pack(values: Values, units: number, padded: readonly number[]): Float64Array {
  return Float64Array.from({ length: padded.length * units * 4 }, (_, i) => {
    const block = Math.floor(i / (4 * units));
    return i % 4 < padded[block] ? values.uniform(-2, 2) : Number.POSITIVE_INFINITY;
  });
}

test("the sums equal their twins bit for bit, with padding and whatever was there before", () => {
  fc.assert(
    fc.property(few, fc.integer({ min: 1, max: 7 }), seed, (units, blocks, start) => {
      memory.reset();
      const values = new Values(start);
      const padded = Array.from({ length: blocks }, () => 1 + values.below(4));
      const points = memory.f64("points", pack(values, units, padded));
      const before = Array.from({ length: 4 * blocks }, () => values.uniform(0, 3));
      const sums = memory.f64("sums", before);
      const tile = memory.scratch("tile", 128);
      const from = values.below(blocks);
      const to = from + 1 + values.below(blocks - from);
      const end = to + values.below(blocks - to + 1);
      const factor = -(10 ** values.uniform(-3, 4));
      memory.compare("gaussianSumsWithin", points, units, from, to, factor, sums, tile);
      memory.compare("gaussianSumsBetween", points, units, from, to, end, factor, sums, tile);
    }),
    FIXED,
  );
});

/** exp of -root^2 by the kernel, from pairs of a point at 0 and one at the root. */
function kernelExp(roots: readonly number[]): Float64Array {
  const points = new Float64Array(4 + 4 * Math.ceil(roots.length / 4)).fill(
    Number.POSITIVE_INFINITY,
  );
  points[0] = 0;
  points.set(roots, 4);
  const blocks = points.length / 4;
  const at = memory.f64("points", points);
  const sums = memory.f64("sums", new Float64Array(points.length));
  memory.kernels.gaussianSumsBetween(at, 1, 0, 1, blocks, -1, sums, memory.scratch("tile", 128));
  return memory.view().f64.slice(sums / 8 + 4, sums / 8 + 4 + roots.length);
}

test("exp of the kernel is within 1.1 ulp, and its twin's", () => {
  const roots = Array.from({ length: 8000 }, (_, i) => Math.sqrt(708 * (i / 8000) ** 3));
  kernelExp(roots).forEach((got, i) => {
    const x = -(roots[i] ** 2);
    expect(exponentialError(x, got)).toBeLessThan(1.1);
    expect(got).toBe(expOfNegative(x));
  });
});

test("exp is 1 at 0 and 0 below -708", () => {
  expect([...kernelExp([0, Math.sqrt(709), Number.POSITIVE_INFINITY])]).toEqual([1, 0, 0]);
  expect(expOfNegative(-708)).toBeGreaterThan(0);
});
