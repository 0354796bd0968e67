import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const doubles = (values: Values, length: number) =>
  Float64Array.from({ length }, () => values.uniform(-2, 2));

/** Bytes for a copy of four rows of 256 positions. */
const ROOM = 8192;

const few = fc.integer({ min: 1, max: 19 });
const gap = fc.integer({ min: 0, max: 3 });

test("products equals its twin bit for bit: all remainders, strides, modes, triangles", () => {
  const depths = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(255, 256, 257, 515));
  fc.assert(
    fc.property(
      fc.record({ rows: few, columns: few, depth: depths, gap, mode: fc.constantFrom(0, 1), seed }),
      fc.boolean(),
      ({ columns, depth, gap, mode, rows, seed }, square) => {
        memory.reset();
        const values = new Values(seed);
        const wide = square ? rows : columns;
        const [aStride, bStride, cStride] = [depth + gap, depth + 2 * gap, wide + gap];
        const a = memory.f64("a", doubles(values, rows * aStride));
        const b = memory.f64("b", doubles(values, wide * bStride));
        const c = memory.f64("c", doubles(values, rows * cStride));
        const lower = square ? 1 : 0;
        memory.compare(
          ...([
            "products",
            a,
            aStride,
            b,
            bStride,
            c,
            cStride,
            rows,
            wide,
            depth,
            mode,
            lower,
            memory.scratch("room", ROOM),
          ] as const),
        );
      },
    ),
    FIXED,
  );
});

test("products equals its twin where columns fill more than one panel", () => {
  for (const lower of [0, 1]) {
    memory.reset();
    const values = new Values(5);
    const a = memory.f64("a", doubles(values, 135 * 7));
    const c = memory.f64("c", doubles(values, 135 * 135));
    const room = memory.scratch("room", ROOM);
    memory.compare("products", a, 7, a, 7, c, 135, 135, 135, 7, 1, lower, room);
  }
});

/** A well conditioned symmetric matrix: random entries on top of n I. */
function positive(values: Values, n: number, stride: number): Float64Array {
  const a = doubles(values, n * stride);
  for (let i = 0; i < n; i++) a[i * stride + i] = 2 * n + 1;
  return a;
}

test.each([1, 2, 3, 5, 63, 64, 65, 130])("cholesky and solves equal their twins, n = %i", (n) => {
  const values = new Values(n);
  const stride = n + 1;
  const a = memory.f64("a", positive(values, n, stride));
  const x = memory.f64("x", doubles(values, n));
  memory.compare("cholesky", a, n, stride, memory.scratch("room", ROOM));
  memory.compare("solveLower", a, n, stride, x);
  memory.compare("solveUpper", a, n, stride, x);
  memory.compare("mirror", a, n, stride);
});

test.each([0, 3, 64, 70])("cholesky stops at row %i, whose pivot is not positive", (row) => {
  const n = 72;
  const diagonal = positive(new Values(1), n, n).map((value, at) =>
    Math.floor(at / n) === at % n ? (at % n === row ? -1 : value) : 0,
  );
  const a = memory.f64("a", diagonal);
  memory.compare("cholesky", a, n, n, memory.scratch("room", ROOM));
  memory.reset();
  const again = memory.f64("a", diagonal);
  expect(memory.kernels.cholesky(again, n, n, memory.scratch("room", ROOM))).toBe(row);
});
