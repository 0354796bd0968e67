import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const counts = fc.integer({ min: 1, max: 70 }).map((quarter) => 4 * quarter);

test("adam equals its twin bit for bit, step after step", () => {
  fc.assert(
    fc.property(counts, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const w = memory.f32("w", values.floats(count));
      const gradient = memory.f32("gradient", values.floats(count));
      const m = memory.f32("m", values.floats(count));
      const v = memory.f32("v", values.floats(count).map(Math.abs));
      const rate = values.uniform(0, 0.1);
      for (let step = 0; step < 3; step++) {
        memory.compare("adam", w, gradient, m, v, count, rate, 0.9, 0.999, 1e-7);
      }
    }),
    FIXED,
  );
});

test("the first step of adam, bias corrected, is the learning rate against the gradient's sign", () => {
  const w = memory.f32("w", [1, 1, 1, 1]);
  const gradient = memory.f32("gradient", [1e-3, -5, 100, 0]);
  const m = memory.f32("m", [0, 0, 0, 0]);
  const v = memory.f32("v", [0, 0, 0, 0]);
  const rate = (0.25 * Math.sqrt(1 - 0.999)) / (1 - 0.9);
  memory.kernels.adam(w, gradient, m, v, 4, rate, 0.9, 0.999, 0);
  const { f32 } = memory.view();
  expect(f32[w / 4]).toBeCloseTo(0.75, 5);
  expect(f32[w / 4 + 1]).toBeCloseTo(1.25, 5);
  expect(f32[w / 4 + 2]).toBeCloseTo(0.75, 5);
  expect(f32[w / 4 + 3]).toBeNaN();
});

test("epsilon keeps weights without gradient where they are", () => {
  const zeros = [0, 0, 0, 0];
  const w = memory.f32("w", [1, -2, 0, 3]);
  const [gradient, m, v] = ["gradient", "m", "v"].map((name) => memory.f32(name, zeros));
  memory.kernels.adam(w, gradient, m, v, 4, 0.1, 0.9, 0.999, 1e-7);
  expect([...memory.view().f32.subarray(w / 4, w / 4 + 4)]).toEqual([1, -2, 0, 3]);
});

test("sgd equals its twin bit for bit, step after step", () => {
  fc.assert(
    fc.property(counts, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const w = memory.f32("w", values.floats(count));
      const gradient = memory.f32("gradient", values.floats(count));
      const velocity = memory.f32("velocity", values.floats(count));
      const [rate, momentum] = [values.uniform(0, 0.1), values.uniform(0, 1)];
      for (let step = 0; step < 3; step++) {
        memory.compare("sgd", w, gradient, velocity, count, rate, momentum);
      }
    }),
    FIXED,
  );
});

test("sgd with momentum moves by the rate times the accumulated gradient", () => {
  const w = memory.f32("w", [10, 0, 0, 0]);
  const gradient = memory.f32("gradient", [4, 0, 0, 0]);
  const velocity = memory.f32("velocity", [0, 0, 0, 0]);
  memory.kernels.sgd(w, gradient, velocity, 4, 0.25, 0.5);
  expect(memory.view().f32[w / 4]).toBe(9);
  memory.kernels.sgd(w, gradient, velocity, 4, 0.25, 0.5);
  expect(memory.view().f32[w / 4]).toBe(9 - 0.25 * 6);
});
