import fc from "fast-check";
import { beforeEach, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const counts = fc.integer({ min: 1, max: 6 }).map((blocks) => 16 * blocks);
const noises = fc.constantFrom(0, 0.125, 0.01);
const RUNS = { ...FIXED, numRuns: 50 };

test("perturb equals its twin bit for bit, with and without noise", () => {
  fc.assert(
    fc.property(counts, noises, seed, (count, noise, start) => {
      memory.reset();
      const values = new Values(start);
      const base = memory.f32("start", values.floats(count));
      const trained = memory.f32("trained", values.floats(count));
      const out = memory.output("out", 4 * count);
      memory.compare("perturb", base, trained, out, count, values.u32(), values.u32(), noise);
    }),
    RUNS,
  );
});

test("noisyDescent equals its twin bit for bit, with and without noise", () => {
  fc.assert(
    fc.property(counts, noises, seed, (count, noise, start) => {
      memory.reset();
      const values = new Values(start);
      const w = memory.f32("w", values.floats(count));
      const gradient = memory.f32("gradient", values.floats(count));
      const scratch = memory.scratch("scratch", 64);
      const keys: [number, number] = [values.u32(), values.u32()];
      memory.compare("noisyDescent", w, gradient, count, 0.1, 1e-3, ...keys, noise, scratch);
    }),
    RUNS,
  );
});

test("rescale equals its twin bit for bit", () => {
  fc.assert(
    fc.property(counts, seed, (count, start) => {
      memory.reset();
      const x = memory.f32("x", new Values(start).floats(count));
      memory.compare("rescale", x, count, 0.7);
    }),
    RUNS,
  );
});
