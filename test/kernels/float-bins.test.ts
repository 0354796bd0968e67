import fc from "fast-check";
import { beforeEach, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

test("widthBins equals its twin, on edges too", () => {
  fc.assert(
    fc.property(fc.nat(70), seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const width = [0.07, 0.5, 1e-3, 3][values.below(4)];
      const numbers = Float32Array.from({ length: count }, () =>
        values.below(3) === 0 ? width * (values.below(9) - 4) : values.uniform(-4, 4),
      );
      const bins = [...numbers].map((value) => Math.floor(value / width));
      const first = Math.min(0, ...bins);
      const span = Math.max(0, ...bins) - first + 1;
      const wide = [1, 2, 4].filter((size) => span <= 2 ** (8 * size));
      const bytes = wide[values.below(wide.length)];
      const out = memory.output("out", bytes * count);
      memory.compare("widthBins", memory.f32("x", numbers), out, count, width, first, bytes);
    }),
    FIXED,
  );
});

test("equalMassBins equals its twin, with ties, zeros of both signs and values of any size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), few, seed, (n, columns, start) => {
      memory.reset();
      const values = new Values(start);
      const kinds = Float32Array.from(
        { length: 1 + values.below(2 * n) },
        () =>
          [0, -0, 3e38, -3e38, 1e-45, values.uniform(-1, 1), values.uniform(-1e6, 1e6)][
            values.below(7)
          ],
      );
      const x = Array.from({ length: n * columns }, () => kinds[values.below(kinds.length)]);
      const bins = [1, 2, 3, 30, 256, 257, 1000, 65536][values.below(8)];
      const out = memory.output("out", n * columns * (bins <= 256 ? 1 : 2));
      const scratch = memory.scratch("scratch", 16 * n + 3 * 4 * 2048);
      memory.compare("equalMassBins", memory.f32("x", x), out, n, columns, bins, scratch);
    }),
    FIXED,
  );
});
