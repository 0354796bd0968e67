import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
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

test("numberValues equals its twin, with equal values and zeros of either sign", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 150 }), few, seed, (n, units, start) => {
      memory.reset();
      const values = new Values(start);
      const all = n + values.below(10);
      const stride = 4 * (units + values.below(3));
      const spread = [1, 1e-40, 1e30][values.below(3)];
      const drawn = Array.from({ length: 1 + values.below(2 * n) }, () =>
        values.uniform(-spread, spread),
      );
      const x = Float32Array.from({ length: (all * stride) / 4 }, () =>
        values.below(8) === 0 ? [0, -0][values.below(2)] : drawn[values.below(drawn.length)],
      );
      const order = new Uint32Array(all).map((_, row) => row);
      for (let i = all - 1; i > 0; i--) {
        const j = values.below(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      const at = memory.f32("x", x);
      const rows = memory.u32("rows", order.subarray(0, n));
      const unit = values.below(units);
      const sorted = memory.output("values", 4 * n);
      const numbers = memory.output("numbers", 2 * units * all) + 2 * unit;
      const scratch = memory.scratch("scratch", 16 * n + 4 * 4 * 256);
      memory.compare(
        ...(["numberValues", at + 4 * unit, stride, rows, n] as const),
        ...([sorted, numbers, 2 * units, scratch] as const),
      );
    }),
    FIXED,
  );
});
