import { expect, test } from "vitest";
import { Arena } from "../../src/engine/arena.js";
import { Scratch } from "../../src/engine/scratch.js";

test("a scratch stays where it is until it is too short, and then doubles", () => {
  const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 1000, shared: true }));
  const scratch = new Scratch(arena);
  const first = scratch.f64(100);
  expect(first.length).toBe(100);
  expect(scratch.f64(128).byteOffset).toBe(first.byteOffset);
  expect(scratch.u32(7).byteOffset).toBe(first.byteOffset);
  expect(scratch.u32(7).length).toBe(7);
  const second = scratch.f64(129);
  expect(second.byteOffset).toBeGreaterThanOrEqual(first.byteOffset + 128 * 8);
  expect(arena.take(Uint8Array, 1).byteOffset).toBeGreaterThanOrEqual(second.byteOffset + 256 * 8);
});
