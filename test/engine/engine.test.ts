import { expect, test } from "vitest";
import { createEngine, createMemory } from "../../src/engine/engine.js";

test("the memory can be shared between threads and grows up to 2 GiB", () => {
  const memory = createMemory();
  expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  memory.grow(32767);
  expect(memory.buffer.byteLength).toBe(2 ** 31);
  expect(() => memory.grow(1)).toThrow(RangeError);
});

test("the kernels work on what the arena hands out", async () => {
  const { arena, kernels } = await createEngine();
  const x = arena.take(Float32Array, 16);
  x.set([-1, 2, -3, 4]);
  kernels.relu(x.byteOffset, 16);
  expect([...x.subarray(0, 4)]).toEqual([0, 2, 0, 4]);
});

test("engines have memories of their own unless given one to share", async () => {
  const memory = createMemory();
  const [a, b, c] = await Promise.all([createEngine(memory), createEngine(memory), createEngine()]);
  const shared = a.arena.take(Float32Array, 16);
  shared.fill(-1);
  b.kernels.relu(shared.byteOffset, 16);
  expect(shared.every((value) => value === 0)).toBe(true);
  expect(c.arena.take(Float32Array, 16).buffer).not.toBe(shared.buffer);
});

test("kernels read and write the upper half of the memory, above 2^30", async () => {
  const memory = createMemory();
  memory.grow(2 ** 14 + 10);
  const { arena, kernels } = await createEngine(memory);
  const x = arena.take(Float32Array, 16);
  expect(x.byteOffset).toBeGreaterThan(2 ** 30);
  x.fill(-1);
  kernels.relu(x.byteOffset, 16);
  expect(x.every((value) => value === 0)).toBe(true);
});
