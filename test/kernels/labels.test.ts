import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

test("labelUniform equals its twin, on edges and outside too", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 250 }), seed, (n, start) => {
      memory.reset();
      const values = new Values(start);
      const bins = [1, 2, 3, 30, 100, 256, 1000, 65536][values.below(8)];
      const low = Math.fround(values.uniform(-1, 1));
      const width = [0, 2, values.uniform(0.01, 4)][values.below(3)];
      const reach = [0, 0.3][values.below(2)];
      const x = Float32Array.from({ length: n }, () => {
        const isEdge = values.below(3) === 0;
        const share = isEdge ? values.below(bins + 1) / bins : values.uniform(-reach, 1 + reach);
        return low + share * (width || reach);
      }).sort();
      const scale = width === 0 ? 0 : 2 ** 36 / width;
      const at = memory.f32("values", x);
      const what = [at, n, low, low + width, scale, bins] as const;
      memory.compare("labelUniform", ...what, memory.output("labels", 2 * n));
    }),
    FIXED,
  );
});

test("labelUniform numbers bins that have values, and those outside", () => {
  const values = memory.f32("values", [-2, -1.5, -1, -0.5, 0, 0, 0.25, 0.75, 1, 1.5]);
  const labels = memory.output("labels", 2 * 10);
  // Four bins of width 1/2 in [-1, 1].
  const last = memory.kernels.labelUniform(values, 10, -1, 1, 2 ** 35, 4, labels);
  const { u16 } = memory.view();
  expect([...u16.subarray(labels / 2, labels / 2 + 10)]).toEqual([0, 0, 1, 2, 3, 3, 3, 4, 4, 5]);
  expect(last).toBe(5);
});
