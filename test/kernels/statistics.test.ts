import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const lengths = fc.integer({ min: 1, max: 40 }).map((quarter) => 4 * quarter);

test("accumulate equals its twin bit for bit, vector after vector", () => {
  fc.assert(
    fc.property(lengths, seed, (length, start) => {
      memory.reset();
      const values = new Values(start);
      const vectors = [1, 2, 3].map((n) => memory.f32(`vector ${n}`, values.floats(length)));
      const mean = memory.output("mean", 4 * length);
      const squares = memory.output("squares", 4 * length);
      vectors.forEach((x, n) => {
        memory.compare("accumulate", x, mean, squares, length, 1 / (n + 1));
      });
    }),
    FIXED,
  );
});

test("accumulate gives mean and squared deviations, whatever was there before", () => {
  const vectors = [
    [1, 2, -8, 1e6],
    [3, 2, 4, 1e6 + 1],
    [8, 2, 1, 1e6 + 2],
  ];
  const mean = memory.f32("mean", [Number.NaN, 9, 9, 9]);
  const squares = memory.f32("squares", [9, Number.NaN, 9, 9]);
  vectors.forEach((vector, n) => {
    const x = memory.f32(`vector ${n}`, vector);
    memory.kernels.accumulate(x, mean, squares, 4, 1 / (n + 1));
  });
  const { f32 } = memory.view();
  expect([...f32.subarray(mean / 4, mean / 4 + 4)].map(Math.round)).toEqual([4, 2, -1, 1e6 + 1]);
  expect([...f32.subarray(squares / 4, squares / 4 + 4)].map(Math.round)).toEqual([26, 0, 78, 2]);
});

test("sum and sumOfSquares equal their twins bit for bit", () => {
  fc.assert(
    fc.property(lengths, seed, (length, start) => {
      memory.reset();
      const x = memory.f32("x", new Values(start).floats(length));
      memory.compare("sum", x, length);
      memory.compare("sumOfSquares", x, length);
    }),
    FIXED,
  );
});

test("countEnds equals its twin", () => {
  fc.assert(
    fc.property(few, lanes, seed, (units, lanes, start) => {
      memory.reset();
      const values = new Values(start);
      const x = memory.f32("x", values.floats(units * lanes, { extremes: true }));
      const out = memory.u32("out", values.integers(2, 100));
      const count = 1 + values.below(lanes);
      const weights = memory.u32("weights", values.integers(lanes, 100));
      const [lowest, highest] = [-values.below(4), 1 + values.below(4)];
      memory.compare("countEnds", x, units, lanes, count, weights, 2, lowest, highest, out);
    }),
    FIXED,
  );
});

test("countEnds rounds before it compares, weighs its lanes and leaves padding out", () => {
  const lane = [-0.75, -0.74, 0.74, 1.26, 1.24, 1, 0, Number.NaN];
  const x = memory.f32("x", [...lane, 9, 9, 9, 9, 9, 9, 9, 9]);
  const out = memory.u32("out", [0, 0]);
  const weights = memory.u32("weights", [1, 1, 1, 10, 1, 1, 1, 1]);
  memory.kernels.countEnds(x, 1, 16, 8, weights, 2, -1, 2, out);
  const { u32 } = memory.view();
  // Levels: -2 (beyond), -1, 1, 3 (beyond), 2, 2, 0, none.
  expect([...u32.subarray(out / 4, out / 4 + 2)]).toEqual([11, 14]);
});
