import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { RandomStream } from "../../src/numerics/random.js";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED } from "../support/shapes.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const key = fc.integer({ min: 0, max: 0xffff_ffff });
const lengths = fc.integer({ min: 1, max: 300 });

test("shuffle equals its twin and the shuffle of a random stream of the same key", () => {
  fc.assert(
    fc.property(lengths, key, key, (n, key0, key1) => {
      memory.reset();
      const items = Uint32Array.from({ length: n }, (_, i) => 3 * i + 1);
      const at = memory.u32("items", items);
      const { u32 } = memory.compare("shuffle", at, n, key0, key1, memory.scratch("scratch", 64));
      new RandomStream(key0, key1).shuffle(items);
      expect(u32.subarray(at / 4, at / 4 + n)).toEqual(items);
    }),
    FIXED,
  );
});

test("shuffle also rejects the words that would make some orders likelier", () => {
  const n = 2 ** 19 - 1;
  const items = Uint32Array.from({ length: n }, (_, i) => i);
  const at = memory.u32("items", items);
  memory.kernels.shuffle(at, n, 1, 2, memory.scratch("scratch", 64));
  new RandomStream(1, 2).shuffle(items);
  const shuffled = memory.view().u32.subarray(at / 4, at / 4 + n);
  expect(shuffled.every((item, i) => item === items[i])).toBe(true);
});

test("shuffle is the same when started twice, and leaves a single item alone", () => {
  const at = memory.u32("items", [9]);
  const scratch = memory.scratch("scratch", 64);
  memory.compare("shuffle", at, 1, 1, 2, scratch);
  const first = memory.u32("first", [0, 1, 2, 3, 4, 5, 6, 7]);
  const second = memory.u32("second", [0, 1, 2, 3, 4, 5, 6, 7]);
  memory.kernels.shuffle(first, 8, 5, 6, scratch);
  memory.kernels.shuffle(second, 8, 5, 6, scratch);
  const { u32 } = memory.view();
  expect(u32.slice(first / 4, first / 4 + 8)).toEqual(u32.slice(second / 4, second / 4 + 8));
});
