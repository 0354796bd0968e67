import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const ALL = 0xffff_ffff_ffff_ffffn;

/** Rows of 64-bit words, drawn from a few that differ in single bytes, so that many are equal. */
function drawRows(values: Values, n: number, words: number, distinct: number): Uint8Array {
  const bytes = 8 * words;
  const kinds = Array.from({ length: distinct }, () => {
    const row = new Uint8Array(bytes);
    row[values.below(bytes)] = values.below(256);
    row[bytes - 1] = values.below(3);
    return row;
  });
  const rows = new Uint8Array(n * bytes);
  for (let r = 0; r < n; r++) rows.set(kinds[values.below(distinct)], r * bytes);
  return rows;
}

/** Up to several blocks of counts that are cleared at a time. */
const sizes = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 500, max: 1300 }) },
);

function slotsFor(n: number): number {
  return 2 ** Math.ceil(Math.log2(n + 1));
}

test.each([
  ["all bits", ALL],
  ["no bits: all collide", 0n],
  ["the tag only: all start at the same slot", 0xffff_ffff_0000_0000n],
  ["the slot only: all tags are equal", 0x0000_0000_ffff_ffffn],
  ["one bit of the tag, and the last slots", 0x0000_0001_ffff_fff0n],
])("countStates and mergeStates equal their twins with hashes of %s", (_, mask) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), few, few, seed, (n, words, classes, start) => {
      memory.reset();
      const values = new Values(start);
      const rows = memory.u8("rows", drawRows(values, n, words, 1 + values.below(n)));
      const labels = memory.u8("labels", values.integers(n, classes));
      const slots = slotsFor(n);
      const table = memory.scratch("table", 8 * slots);
      const ids = memory.output("ids", 4 * n);
      const firsts = memory.output("firsts", 4 * n);
      const counts = memory.output("counts", 4 * n);
      const joint = memory.output("joint", 4 * n * classes);
      const hashes = memory.scratch("hashes", 8 * 65);
      memory.compare(
        ...(["countStates", rows, n, words, labels, classes, table, slots] as const),
        ...([ids, firsts, counts, joint, hashes, mask] as const),
      );
      const weights = memory.u32("weights", values.integers(n, 50));
      const jointWeights = memory.u32("joint weights", values.integers(n * classes, 50));
      memory.compare(
        ...(["mergeStates", rows, n, words, weights, jointWeights, classes, table, slots] as const),
        ...([ids, firsts, counts, joint, hashes, mask] as const),
      );
    }),
    FIXED,
  );
});

test("countStates fills a table in which a single slot stays free", () => {
  const n = 255;
  const rows = memory.u8(
    "rows",
    new Uint8Array(Uint32Array.from({ length: 2 * n }, (_, i) => i).buffer),
  );
  const labels = memory.u8("labels", new Uint8Array(n));
  const table = memory.scratch("table", 8 * 256);
  const [ids, firsts, counts, joint] = ["ids", "firsts", "counts", "joint"].map((name) =>
    memory.output(name, 4 * n),
  );
  const hashes = memory.scratch("hashes", 8 * 65);
  for (const mask of [ALL, 0n, 0xffn]) {
    const out = [ids, firsts, counts, joint, hashes, mask] as const;
    expect(memory.kernels.countStates(rows, n, 1, labels, 1, table, 256, ...out)).toBe(n);
  }
});

test("countStates reads nothing behind its rows, even at the end of the memory", async () => {
  const engine = await createEngine();
  const { counts, firsts, hashes, ids, joint, labels, table } = {
    table: engine.arena.take(Uint32Array, 2 * 128).byteOffset,
    hashes: engine.arena.take(Uint32Array, 2 * 65).byteOffset,
    ids: engine.arena.take(Uint32Array, 70).byteOffset,
    firsts: engine.arena.take(Uint32Array, 70).byteOffset,
    counts: engine.arena.take(Uint32Array, 70).byteOffset,
    joint: engine.arena.take(Uint32Array, 70).byteOffset,
    labels: engine.arena.take(Uint8Array, 70).byteOffset,
  };
  const end = engine.arena.take(Uint8Array, 1).buffer.byteLength;
  for (const n of [1, 63, 64, 65, 70]) {
    const out = [ids, firsts, counts, joint, hashes, ALL] as const;
    expect(engine.kernels.countStates(end - 8 * n, n, 1, labels, 1, table, 128, ...out)).toBe(1);
  }
});

test.each([
  ["all bits", ALL],
  ["no bits: all collide", 0n],
  ["the last slots", 0xfff0_0000_0000_0000n],
])("countWords and mergeWords equal their twins with hashes of %s, whatever lies behind the rows", (_, mask) => {
  fc.assert(
    fc.property(sizes, few, seed, (n, classes, start) => {
      memory.reset();
      const values = new Values(start);
      const width = 1 + values.below(8);
      const stride = width + values.below(9 - width);
      const kinds = Array.from({ length: 1 + values.below(n) }, () => values.integers(width, 9));
      const bytes = new Uint8Array(n * stride + 8).map(() => values.below(256));
      for (let r = 0; r < n; r++) bytes.set(kinds[values.below(kinds.length)], r * stride);
      const rows = memory.u8("rows", bytes);
      const labels = memory.u8("labels", values.integers(n, classes));
      const slots = slotsFor(n);
      const table = memory.scratch("table", 4 * slots + 8 * n);
      const ids = memory.output("ids", 4 * n);
      const firsts = memory.output("firsts", 4 * n);
      const counts = memory.output("counts", 4 * n);
      const joint = memory.output("joint", 4 * n * classes);
      const part = 0xffff_ffff_ffff_ffffn >> BigInt(64 - 8 * width);
      memory.compare(
        ...(["countWords", rows, stride, part, n, labels, classes, table, slots] as const),
        ...([ids, firsts, counts, joint, mask] as const),
      );
      const weights = memory.u32("weights", values.integers(n * classes, 50));
      memory.compare(
        ...(["mergeWords", rows, stride, part, n, weights, classes, table, slots] as const),
        ...([ids, firsts, counts, joint, mask] as const),
      );
    }),
    FIXED,
  );
});

test("sumCLogC equals its twin bit for bit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), few, seed, (n, classes, start) => {
      memory.reset();
      const values = new Values(start);
      const joint: number[][] = [];
      for (let left = n; left > 0; ) {
        const row = values.integers(classes, 3).map((c) => Math.min(c, left));
        for (let c = 0; c < classes; c++) {
          row[c] = Math.min(row[c], left);
          left -= row[c];
        }
        joint.push(row);
      }
      const sums = joint.map((row) => row.reduce((sum, count) => sum + count));
      const counts = memory.u32("counts", sums);
      const pairs = memory.u32("joint", joint.flat());
      const cLogC = memory.f64(
        "cLogC",
        Array.from({ length: n + 4 }, () => values.uniform(0, 100)),
      );
      const histogram = memory.u32("histogram", new Uint32Array(n + 4));
      const jointHistogram = memory.u32("joint histogram", new Uint32Array(n + 4));
      const several = memory.scratch("several", 4 * joint.length);
      const out = memory.output("out", 32);
      memory.compare(
        ...(["sumCLogC", counts, pairs, joint.length, classes, cLogC] as const),
        ...([histogram, jointHistogram, several, out] as const),
      );
    }),
    FIXED,
  );
});

test("selectParts equals its twin", () => {
  fc.assert(
    fc.property(few, few, few, seed, (states, parts, classes, start) => {
      memory.reset();
      const values = new Values(start);
      const joint = memory.u32("joint", values.integers(states * parts * classes, 1000));
      const selected = memory.output("selected", 4 * states * classes);
      const counts = memory.output("counts", 4 * states);
      const mask = values.below(2 ** parts);
      memory.compare("selectParts", joint, states, parts, classes, mask, selected, counts);
    }),
    FIXED,
  );
});
