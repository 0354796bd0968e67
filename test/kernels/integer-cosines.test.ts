import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** Rows of integers of at most `most` in size, with sums of squares of at least 1. */
function integers(values: Values, rows: number, length: number, most: number): Int16Array {
  const out = Int16Array.from({ length: rows * length }, () =>
    Math.round(values.uniform(-most, most)),
  );
  for (let i = 0; i < rows; i++) out[i * length] ||= most;
  return out;
}

function squares(rows: Int16Array, length: number): Float64Array {
  return Float64Array.from({ length: rows.length / length }, (_, i) =>
    rows.subarray(i * length, (i + 1) * length).reduce((sum, x) => sum + x * x, 0),
  );
}

test("integerCosines equals its twin bit for bit: all remainders, triangles", () => {
  const few = fc.integer({ min: 1, max: 11 });
  fc.assert(
    fc.property(
      fc.record({ rows: few, columns: few, groups: fc.integer({ min: 1, max: 5 }), seed }),
      fc.constantFrom(1, 255, 7000),
      fc.boolean(),
      ({ columns, groups, rows, seed }, most, square) => {
        memory.reset();
        const values = new Values(seed);
        const wide = square ? rows : columns;
        const left = integers(values, rows, 8 * groups, most);
        const right = square ? left : integers(values, wide, 8 * groups, most);
        memory.compare(
          "integerCosines",
          memory.i16("a", left),
          memory.f64("aSquares", squares(left, 8 * groups)),
          memory.i16("b", right),
          memory.f64("bSquares", squares(right, 8 * groups)),
          memory.output("c", 8 * rows * wide),
          rows,
          wide,
          groups,
          square ? 1 : 0,
          memory.scratch("room", 64 * groups + 32),
        );
      },
    ),
    FIXED,
  );
});

test("integerCosines equals its twin where rows fill more than one panel", () => {
  // Rows of 16384 integers: eight of them fill a panel.
  const [n, groups] = [13, 2048];
  for (const lower of [0, 1]) {
    memory.reset();
    const rows = integers(new Values(4), n, 8 * groups, 255);
    const a = memory.i16("a", rows);
    const own = memory.f64("squares", squares(rows, 8 * groups));
    const c = memory.output("c", 8 * n * n);
    const room = memory.scratch("room", 64 * groups + 32);
    memory.compare("integerCosines", a, own, a, own, c, n, n, groups, lower, room);
  }
});

test("sums of products just below 2^31 are exact", () => {
  const rows = new Int16Array(16);
  rows.set([32767, 32767, 361, 3, 0, 0, 0, 0]);
  rows.set([-32767, -32767, -361, -2], 8);
  const own = squares(rows, 8);
  expect(2 ** 31 - own[0]).toBeGreaterThan(0);
  expect(2 ** 31 - own[0]).toBeLessThan(2 ** 10);
  const a = memory.i16("a", rows);
  const at = memory.f64("squares", own);
  const c = memory.output("c", 32);
  const room = memory.scratch("room", 96);
  memory.compare("integerCosines", a, at, a, at, c, 2, 2, 1, 0, room);
});
