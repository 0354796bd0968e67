import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

test.each([
  ["64 bits", 0x9e37_79b9_7f4a_7c15n],
  ["no bits: all collide", 0n],
  ["two bits", 1n << 34n],
])("groupRows equals its twin with hashes of %s, and finds the inputs of every state", (_, multiplier) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 150 }),
      fc.integer({ min: 0, max: 4 }),
      few,
      seed,
      (n, words, classes, start) => {
        memory.reset();
        const values = new Values(start);
        const kinds = Array.from({ length: 1 + values.below(n) }, () =>
          Array.from(
            { length: 2 * words || 1 },
            () => values.below(3) * (1 + values.below(2) * 2 ** 29),
          ),
        );
        const drawn = Array.from({ length: n }, () => kinds[values.below(kinds.length)]);
        const columns = new Uint32Array(2 * (words || 1) * n).map(() => values.below(9));
        const half = words === 0 ? values.below(2) : 0;
        drawn.forEach((row, r) => {
          if (words === 0) columns[2 * r + half] = row[0];
          for (let w = 0; w < words; w++) columns.set(row.slice(2 * w, 2 * w + 2), 2 * (w * n + r));
        });
        const rows = memory.u32("rows", columns) + 4 * half;
        const weights = values.integers(n * classes, 50).map((c) => c + 1);
        const at = memory.u32("weights", weights);
        const slots = 2 ** (1 + values.below(8));
        const owners = memory.scratch("owners", 4 * slots);
        const claimed = memory.scratch("claimed", 4 * n);
        const left = memory.scratch("left", 4 * n);
        const counts = memory.output("counts", 4 * n);
        const joint = memory.output("joint", 4 * n * classes);
        const { u32 } = memory.compare(
          ...(["groupRows", rows, words, n, at, classes] as const),
          ...([owners, slots, claimed, left, counts, joint, multiplier] as const),
        );
        const expected = new Map<string, number>();
        drawn.forEach((row, r) => {
          const own = weights.slice(r * classes, (r + 1) * classes);
          const sum = own.reduce((all, count) => all + count, 0);
          expected.set(row.join(), (expected.get(row.join()) ?? 0) + sum);
        });
        if (expected.size === n) return;
        const found = Array.from({ length: expected.size }, (_, s) => u32[counts / 4 + s]);
        expect(found.toSorted()).toEqual([...expected.values()].toSorted());
      },
    ),
    FIXED,
  );
});
