import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** Columns of 64-bit words, few of them different, in every byte. */
function drawWords(values: Values, n: number, words: number): Uint8Array {
  const distinct = 1 + values.below(n);
  const kinds = Array.from({ length: distinct }, () => {
    const row = new Uint8Array(8 * words);
    row[values.below(8 * words)] = values.below(256);
    return row;
  });
  const columns = new Uint8Array(8 * words * n);
  for (let r = 0; r < n; r++) {
    const row = kinds[values.below(distinct)];
    for (let w = 0; w < words; w++) {
      columns.set(row.subarray(8 * w, 8 * w + 8), 8 * (w * n + r));
    }
  }
  return columns;
}

test.each([
  ["all bits", 0xffff_ffff_ffff_ffffn],
  ["no bits: all collide", 0n],
  ["the first bit", 0x8000_0000_0000_0000n],
])("groupRows equals its twin with hashes of %s", (_, mask) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), few, few, seed, (n, words, classes, start) => {
      memory.reset();
      const values = new Values(start);
      const rows = memory.u8("rows", drawWords(values, n, words));
      const weights = memory.u32("weights", values.integers(n * classes, 50));
      const slots = 2 ** (1 + values.below(9));
      const owners = memory.scratch("owners", 4 * slots);
      const left = memory.scratch("left", 4 * n);
      const counts = memory.output("counts", 4 * n);
      const joint = memory.output("joint", 4 * n * classes);
      memory.compare(
        ...(["groupRows", rows, words, n, weights, classes, owners, slots] as const),
        ...([left, counts, joint, mask] as const),
      );
    }),
    FIXED,
  );
});

test("groupRows adds equal rows up in one of them", () => {
  const rows = memory.u8("rows", new Uint8Array(BigUint64Array.of(7n, 9n, 7n, 7n).buffer));
  const weights = memory.u32("weights", [1, 0, 0, 2, 3, 0, 0, 4]);
  const owners = memory.scratch("owners", 4 * 8);
  const left = memory.scratch("left", 4 * 4);
  const counts = memory.output("counts", 4 * 4);
  const joint = memory.output("joint", 4 * 8);
  memory.kernels.groupRows(
    ...([rows, 1, 4, weights, 2, owners, 8, left, counts, joint, 0xffff_ffff_ffff_ffffn] as const),
  );
  const { u32 } = memory.view();
  const found = Array.from({ length: 4 }, (_, r) => [
    u32[counts / 4 + r],
    u32[joint / 4 + 2 * r],
    u32[joint / 4 + 2 * r + 1],
  ]);
  expect(found.filter(([count]) => count > 0).sort()).toEqual([
    [2, 0, 2],
    [8, 4, 4],
  ]);
});
