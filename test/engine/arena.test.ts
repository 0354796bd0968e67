import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Arena, MemoryError } from "../../src/engine/arena.js";

const PAGE = 65536;

function memoryOf(maximum: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
}

function overlap(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}

/** Lengths of stretches: some small, some beyond a chunk. */
const lengths = fc.array(
  fc.oneof(fc.nat(5000), fc.constantFrom(0, 1, 63, 64, 65, PAGE, 20 * PAGE)),
  { maxLength: 12 },
);

test("stretches are aligned to 64 bytes, have the length asked for, and do not overlap", () => {
  fc.assert(
    fc.property(lengths, (wanted) => {
      const arena = new Arena(memoryOf(1000));
      const taken = wanted.map((length) => arena.take(Uint8Array, length));
      taken.forEach((view, i) => {
        expect(view.byteOffset % 64).toBe(0);
        expect(view.length).toBe(wanted[i]);
        for (const other of taken.slice(0, i)) expect(overlap(view, other)).toBe(false);
      });
    }),
    { numRuns: 50 },
  );
});

test("lengths count elements of the type asked for", () => {
  const arena = new Arena(memoryOf(100));
  const doubles = arena.take(Float64Array, 9);
  const bytes = arena.take(Uint8Array, 1);
  expect([doubles.length, doubles.byteLength]).toEqual([9, 72]);
  expect(bytes.byteOffset - doubles.byteOffset).toBe(128);
});

test("what was in the memory before, such as the kernels' own page, is never handed out", () => {
  const arena = new Arena(memoryOf(100));
  expect(arena.take(Uint8Array, 1).byteOffset).toBeGreaterThanOrEqual(PAGE);
});

test("after a reset the same requests get the same offsets, zeroed, without growth", () => {
  fc.assert(
    fc.property(lengths, (wanted) => {
      const memory = memoryOf(1000);
      const arena = new Arena(memory);
      const offsets = () =>
        wanted.map((length) => {
          const view = arena.take(Uint8Array, length);
          expect(view.every((byte) => byte === 0)).toBe(true);
          view.fill(0xff);
          return view.byteOffset;
        });
      const first = offsets();
      const size = memory.buffer.byteLength;
      arena.reset();
      expect(offsets()).toEqual(first);
      expect(memory.buffer.byteLength).toBe(size);
    }),
    { numRuns: 20 },
  );
});

test("views handed out before the memory grew remain in it", () => {
  const arena = new Arena(memoryOf(100));
  const early = arena.take(Uint32Array, 4);
  early.set([1, 2, 3, 4]);
  const late = arena.take(Uint8Array, 40 * PAGE);
  early[0] = 9;
  expect(new Uint32Array(late.buffer, early.byteOffset, 4)).toEqual(Uint32Array.of(9, 2, 3, 4));
});

test("a stretch longer than the room left in a chunk is put elsewhere, whole", () => {
  const arena = new Arena(memoryOf(1000));
  const first = arena.take(Uint8Array, 10 * PAGE);
  const second = arena.take(Uint8Array, 10 * PAGE);
  expect(overlap(first, second)).toBe(false);
  expect(second.byteOffset + second.byteLength).toBeLessThanOrEqual(second.buffer.byteLength);
});

test("two arenas on one memory never hand out the same bytes", () => {
  const memory = memoryOf(1000);
  const arenas = [new Arena(memory), new Arena(memory)];
  const taken = Array.from({ length: 40 }, (_, i) => arenas[i % 2].take(Uint8Array, 5 * PAGE));
  taken.forEach((view, i) => {
    for (const other of taken.slice(0, i)) expect(overlap(view, other)).toBe(false);
  });
});

test("arenas of two threads on one memory never hand out the same bytes", async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../src/engine/arena.ts", import.meta.url))],
    ...({ bundle: true, format: "cjs", write: false } as const),
  });
  const program = `${outputFiles[0].text}
    const { parentPort, workerData } = require("node:worker_threads");
    const arena = new module.exports.Arena(workerData.memory);
    const taken = Array.from({ length: 60 }, () => arena.take(Uint8Array, 300_000));
    for (const view of taken) view.fill(workerData.mark);
    parentPort.postMessage(taken.map((view) => view.byteOffset));`;
  const memory = memoryOf(1000);
  const offsets = await Promise.all(
    [1, 2].map(async (mark) => {
      const worker = new Worker(program, { eval: true, workerData: { memory, mark } });
      const [message] = await once(worker, "message");
      return message as number[];
    }),
  );
  offsets.forEach((list, i) => {
    for (const offset of list) {
      const view = new Uint8Array(memory.buffer, offset, 300_000);
      expect(view.every((byte) => byte === i + 1)).toBe(true);
    }
  });
});

test("a full memory is a MemoryError that says how much was asked for and what to do", () => {
  const arena = new Arena(memoryOf(40));
  arena.take(Uint8Array, 20 * PAGE);
  expect(() => arena.take(Uint8Array, 48 * PAGE)).toThrow(MemoryError);
  expect(() => arena.take(Uint8Array, 48 * PAGE)).toThrow(
    "the engine has no room for 3 MiB more: use fewer workers, fewer samples or narrower layers",
  );
  expect(arena.take(Uint8Array, 16 * PAGE).length).toBe(16 * PAGE);
});

test("an arena knows the views that it made, before and after its memory has grown", () => {
  const arena = new Arena(memoryOf(200));
  const early = arena.take(Uint8Array, 10);
  const late = arena.take(Float32Array, 40 * PAGE);
  expect(late.buffer).not.toBe(early.buffer);
  expect([early, late, late.subarray(3)].map((view) => arena.owns(view))).toEqual([
    true,
    true,
    true,
  ]);
  expect(arena.owns(new Float32Array(4))).toBe(false);
  early[3] = 7;
  expect(arena.view(Uint8Array, early.byteOffset, 10)[3]).toBe(7);
});

test("what is taken after a mark is handed out again after its release, across chunks", () => {
  const arena = new Arena(memoryOf(400));
  const empty = arena.mark();
  const first = arena.take(Float64Array, 10).byteOffset;
  const mark = arena.mark();
  const second = arena.take(Float64Array, 2 ** 18).byteOffset;
  const third = arena.take(Float64Array, 10).byteOffset;
  arena.release(mark);
  expect(arena.take(Float64Array, 2 ** 18).byteOffset).toBe(second);
  expect(arena.take(Float64Array, 10).byteOffset).toBe(third);
  arena.release(empty);
  expect(arena.take(Float64Array, 10).byteOffset).toBe(first);
});
