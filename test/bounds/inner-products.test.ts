import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { crossProducts, innerProducts } from "../../src/bounds/inner-products.js";
import { onSphere } from "../../src/bounds/sphere.js";
import { uniformSphere } from "../../src/bounds/targets.js";
import { FIXED } from "../support/shapes.js";
import { createAlgebra } from "../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

test("inner products with other points are those with themselves", () => {
  const data = uniformSphere(9, 4, 2);
  const own = innerProducts(algebra, data);
  const cross = crossProducts(algebra, data, data);
  own.values.forEach((value, at) => {
    expect(Math.abs(value - cross.values[at])).toBeLessThan(1e-15);
  });
});

/** Half the distance from 1 to the next number. */
const ROUNDING = 2 ** -53;

/** <a, b> of two rows of integers. */
function product(rows: number[], features: number, i: number, j: number): bigint {
  let sum = 0n;
  for (let k = 0; k < features; k++) {
    sum += BigInt(rows[i * features + k]) * BigInt(rows[j * features + k]);
  }
  return sum;
}

/** Rows of integers, none of them zero. */
const integerRows = fc
  .record({
    features: fc.integer({ min: 1, max: 20 }),
    samples: fc.integer({ min: 1, max: 9 }),
    most: fc.constantFrom(1, 3, 255, 7000),
  })
  .chain(({ features, most, samples }) =>
    fc.record({
      features: fc.constant(features),
      rows: fc
        .array(fc.integer({ min: -most, max: most }), {
          minLength: samples * features,
          maxLength: samples * features,
        })
        .map((rows) => rows.map((x, at) => (at % features === 0 && x === 0 ? 1 : x))),
    }),
  );

test("cosines of integers are those of BigInt sums within 2.5 roundings, symmetric, within [-1, 1]", () => {
  fc.assert(
    fc.property(integerRows, ({ features, rows }) => {
      algebra.engine.arena.reset();
      const data = onSphere(rows, features);
      expect(data.integers).toBeDefined();
      const n = data.samples;
      const r = innerProducts(algebra, data).values;
      const cross = crossProducts(algebra, data, data).values;
      expect(cross).toEqual(r);
      for (let i = 0; i < n; i++) {
        expect(r[i * n + i]).toBe(1);
        for (let j = 0; j < n; j++) {
          const value = r[i * n + j];
          expect(value).toBe(r[j * n + i]);
          const p = product(rows, features, i, j);
          const s = product(rows, features, i, i) * product(rows, features, j, j);
          expect(Math.sign(value)).toBe(Math.sign(Number(p)));
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          if (p * p === s) expect(Math.abs(value)).toBe(1);
          // value^2 s - p^2 in integers: value is m 2^-120 with a whole m.
          const m = BigInt(Math.abs(value) * 2 ** 120);
          const off = m * m * s - ((p * p) << 240n);
          // Of the square, twice the relative error; the last factor is for products of roundings.
          const room = Number((p * p) << 240n) * 5 * ROUNDING * (1 + 2 ** -40);
          expect(Math.abs(Number(off))).toBeLessThanOrEqual(room);
        }
      }
    }),
    FIXED,
  );
});

test("cosines of integers are the inner products of the scaled rows, within the rounding of these", () => {
  fc.assert(
    fc.property(integerRows, ({ features, rows }) => {
      algebra.engine.arena.reset();
      const { integers, ...scaled } = onSphere(rows, features);
      const exact = innerProducts(algebra, { ...scaled, integers }).values;
      const rounded = innerProducts(algebra, scaled).values;
      // d products and sums of numbers whose own error is d + 3 roundings each; sum |x y| <= 1.
      const room = (3 * features + 8) * ROUNDING;
      exact.forEach((value, at) => {
        expect(Math.abs(value - rounded[at])).toBeLessThanOrEqual(room);
      });
    }),
    FIXED,
  );
});

test("rows of one direction have an inner product of exactly 1 or -1, whatever their lengths", () => {
  const data = onSphere([1, 2, 3, 250, 500, 750, -7, -14, -21], 3);
  expect([...innerProducts(algebra, data).values]).toEqual([1, 1, -1, 1, 1, -1, -1, -1, 1]);
});
