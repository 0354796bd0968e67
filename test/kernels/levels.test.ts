import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { decode, gridOf } from "../../src/quantize/grid.js";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const eights = fc.integer({ min: 1, max: 40 }).map((blocks) => 8 * blocks);
const bits = fc.integer({ min: 1, max: 15 });

test("weightPairs equals its twin for even and odd numbers of inputs", () => {
  fc.assert(
    fc.property(few, few, bits, seed, (inputs, columns, width, start) => {
      memory.reset();
      const values = new Values(start);
      const stride = 4 * columns;
      const grid = gridOf(-values.uniform(0, 3), values.uniform(0.1, 3), width);
      const w = memory.f32("w", values.floats(inputs * stride, { extremes: true }));
      const out = memory.output("out", 4 * Math.ceil(inputs / 2) * stride);
      const { highest, inverse, lowest } = grid;
      memory.compare("weightPairs", w, out, inputs, stride, inverse, lowest, highest);
    }),
    FIXED,
  );
});

test("levels equals its twin, numbers beyond the grid among them", () => {
  fc.assert(
    fc.property(eights, bits, seed, (count, width, start) => {
      memory.reset();
      const values = new Values(start);
      const grid = gridOf(-values.uniform(0, 3), values.uniform(0.1, 3), width);
      const x = memory.f32("x", values.floats(count, { extremes: true }));
      const { highest, inverse, lowest } = grid;
      memory.compare("levels", x, memory.output("out", 2 * count), count, inverse, lowest, highest);
    }),
    FIXED,
  );
});

test("levels undoes dequantiseLevels on every grid of 15 bits", () => {
  for (const [low, high] of [
    [-1, 1],
    [-0.3, 7],
    [0, 1e-30],
    [-1e30, 3],
  ]) {
    memory.reset();
    const { highest, inverse, lowest, scale, zeroPoint } = gridOf(low, high, 15);
    const all = Int16Array.from({ length: 2 ** 15 }, (_, code) => code - zeroPoint);
    const from = memory.i16("levels", all);
    const images = memory.output("images", 4 * all.length);
    const out = memory.output("out", 2 * all.length);
    memory.kernels.dequantiseLevels(from, images, all.length, scale);
    memory.kernels.levels(images, out, all.length, inverse, lowest, highest);
    expect(memory.view().i16.slice(out / 2, out / 2 + all.length)).toEqual(all);
  }
});

test("weightPairs and dequantiseLevels agree with fakeQuantise", () => {
  const values = new Values(3);
  const grid = gridOf(-1, 1.3, 8);
  const { highest, inverse, lowest, scale } = grid;
  const w = memory.f32("w", values.floats(64));
  const pairs = memory.output("pairs", 128);
  const images = memory.output("images", 256);
  memory.kernels.weightPairs(w, pairs, 16, 4, inverse, lowest, highest);
  memory.kernels.fakeQuantise(w, images, 64, scale, inverse, lowest, highest);
  const { f32, i16 } = memory.view();
  for (let j = 0; j < 16; j++) {
    for (let u = 0; u < 4; u++) {
      const level = i16[pairs / 2 + ((j >> 1) * 4 + u) * 2 + (j & 1)];
      expect(decode(grid, level + grid.zeroPoint)).toBe(f32[images / 4 + 4 * j + u] + 0);
    }
  }
});

test("quantiseBiases equals its twin, halves and numbers beyond the limit among them", () => {
  fc.assert(
    fc.property(few, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const scale = [2 ** -values.below(40), values.uniform(1e-9, 1)][values.below(2)];
      const b = values.floats(count).map((x) => Math.fround(x) * (values.below(9) === 0 ? 1e9 : 1));
      const at = memory.f32("b", b);
      const most = 2 ** 29 - 1;
      memory.compare("quantiseBiases", at, memory.output("out", 4 * count), count, scale, most);
    }),
    FIXED,
  );
});

test("quantiseBiases rounds halves to even, saturates and does not trap on NaN", () => {
  const infinite = Number.POSITIVE_INFINITY;
  const b = memory.f32("b", [0.5, 1.5, -0.5, -2.5, 1e30, -1e30, infinite, Number.NaN]);
  const out = memory.output("out", 32);
  const { i32 } = memory.compare("quantiseBiases", b, out, 8, 1, 1000);
  expect([...i32.subarray(out / 4, out / 4 + 8)]).toEqual([0, 2, 0, -2, 1000, -1000, 1000, 0]);
});

test("dequantiseLevels equals its twin", () => {
  fc.assert(
    fc.property(eights, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const levels = memory.i16(
        "levels",
        values.integers(count, 65535).map((x) => x - 32767),
      );
      const out = memory.output("out", 4 * count);
      memory.compare("dequantiseLevels", levels, out, count, values.uniform(1e-6, 2));
    }),
    FIXED,
  );
});

test("dequantiseAccumulators equals its twin, also where f32 must round", () => {
  fc.assert(
    fc.property(eights, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const acc = memory.i32(
        "acc",
        values.integers(count, 2 ** 31).map((x) => x - 2 ** 30),
      );
      const out = memory.output("out", 4 * count);
      memory.compare("dequantiseAccumulators", acc, out, count, values.uniform(1e-9, 2));
    }),
    FIXED,
  );
});

test("accumulatorRange equals its twin, wherever the extremes lie, and contains 0", () => {
  fc.assert(
    fc.property(eights, fc.constantFrom(0, 2 ** 30, 2 ** 31), seed, (count, below, start) => {
      memory.reset();
      const values = new Values(start);
      const drawn = values.integers(count, 2 ** 31).map((x) => x - below);
      memory.compare(
        ...(["accumulatorRange", memory.i32("acc", drawn), count] as const),
        memory.output("out", 8),
      );
    }),
    FIXED,
  );
});

test.each([
  ["encodeLevels8", 8, 1],
  ["encodeLevels16", 15, 2],
] as const)("%s equals its twin for every count of lanes in use", (name, most, width) => {
  fc.assert(
    fc.property(few, lanes, fc.nat(), seed, (units, row, some, start) => {
      memory.reset();
      const values = new Values(start);
      const count = some % (row + 1);
      const stride = width * (units + values.below(8));
      const codes = values.integers(units * row, 2 ** most);
      const lowest = -values.below(2 ** most);
      const levels = memory.i16(
        "levels",
        codes.map((code) => code + lowest),
      );
      const out = memory.output("out", count * stride);
      memory.compare(name, levels, out, units, row, count, stride, lowest);
    }),
    FIXED,
  );
});
