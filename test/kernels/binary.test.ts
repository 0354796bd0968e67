import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const TABLE = 16 * 1024;

const shapes = fc.record({
  outputs: fc.integer({ min: 1, max: 5 }).map((pairs) => 2 * pairs),
  groups: fc.integer({ min: 1, max: 35 }),
  lanes: fc.integer({ min: 1, max: 3 }).map((blocks) => 16 * blocks),
  low: fc.constantFrom(-1, 0),
  byGroup: fc.boolean(),
  seed,
});

test("binaryProduct equals its twin bit for bit, codes stored by output or by group", () => {
  fc.assert(
    fc.property(shapes, ({ byGroup, groups, lanes, low, outputs, seed }) => {
      memory.reset();
      const values = new Values(seed);
      const codes = memory.u8("codes", values.integers(outputs * groups, 16));
      const factors = memory.f32("factors", values.floats(4 * groups));
      const x = memory.f32("x", values.floats(4 * groups * lanes));
      const scales = memory.f32("scales", values.floats(outputs));
      const out = memory.output("out", 4 * outputs * lanes);
      const table = memory.scratch("table", TABLE);
      const strides: [number, number] = byGroup ? [1, outputs] : [groups, 1];
      memory.compare(
        "binaryProduct",
        ...[codes, ...strides, low, factors, x, scales, out, outputs, groups, lanes, table],
      );
    }),
    { ...FIXED, numRuns: 60 },
  );
});

test.each([
  [-1, "signs", [1 - 2 - 4 + 8, -1 + 2 + 4 + 8]],
  [0, "gates", [1 + 8, 2 + 4 + 8]],
])("binaryProduct with low = %d multiplies with %s", (low, _, sums) => {
  const codes = memory.u8("codes", [0b1001, 0b1110]);
  const factors = memory.f32("factors", [1, 1, 2, 2]);
  const x = memory.f32(
    "x",
    [1, 2, 2, 4].flatMap((value) => new Array(16).fill(value)),
  );
  const scales = memory.f32("scales", [1, 10]);
  const out = memory.output("out", 4 * 2 * 16);
  const table = memory.scratch("table", TABLE);
  const { f32 } = memory.compare(
    "binaryProduct",
    ...([codes, 1, 1, low, factors, x, scales, out, 2, 1, 16, table] as const),
  );
  expect([f32[out / 4], f32[out / 4 + 16]]).toEqual([sums[0], 10 * sums[1]]);
});
