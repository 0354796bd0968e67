import fc from "fast-check";
import { expect, test } from "vitest";
import { RandomStream } from "../../src/numerics/random.js";
import { symmetricEigen, tridiagonalEigen } from "../../src/numerics/symmetric-eigen.js";
import { Values } from "../support/values.js";

/** |A V' - V' D| and |V V' - I|, greatest entries, over the greatest entry of A. */
function errors(a: Float64Array, n: number) {
  const { values, vectors } = symmetricEigen(a, n);
  const size = a.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-300);
  let residual = 0;
  let skew = 0;
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      let image = 0;
      let inner = 0;
      for (let j = 0; j < n; j++) {
        image += a[i * n + j] * vectors[k * n + j];
        inner += vectors[k * n + j] * vectors[i * n + j];
      }
      residual = Math.max(residual, Math.abs(image - values[k] * vectors[k * n + i]) / size);
      skew = Math.max(skew, Math.abs(inner - (i === k ? 1 : 0)));
    }
  }
  return { residual, skew, values };
}

function symmetric(n: number, seed: number, low: boolean): Float64Array {
  const values = new Values(seed);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      a[i * n + j] = a[j * n + i] = low ? values.below(3) - 1 : values.uniform(-1, 1);
    }
  }
  return a;
}

test("random matrices, with many equal entries or few, are decomposed to 20 n roundings", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), fc.integer(), fc.boolean(), (n, seed, low) => {
      const { residual, skew, values } = errors(symmetric(n, seed, low), n);
      expect(residual).toBeLessThan(20 * n * 2 ** -52);
      expect(skew).toBeLessThan(20 * n * 2 ** -52);
      expect([...values]).toEqual([...values].sort((x, y) => x - y));
    }),
    { seed: 1, numRuns: 60 },
  );
});

test("the path graph's Laplacian has eigenvalues 2 - 2 cos(pi k/(n + 1))", () => {
  const n = 50;
  const { values } = tridiagonalEigen(
    new Float64Array(n).fill(2),
    new Float64Array(n - 1).fill(-1),
  );
  values.forEach((value, k) => {
    expect(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1))))).toBeLessThan(1e-14);
  });
});

test("zero, diagonal and one by one matrices", () => {
  expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
  expect([...symmetricEigen([3, 0, 0, -1], 2).values]).toEqual([-1, 3]);
  expect([...symmetricEigen([5], 1).values]).toEqual([5]);
});

test("matrices of rank one, whose rest after some reflections is rounding of rounding", () => {
  for (const [n, seed] of [
    [60, 12],
    [60, 17],
    [120, 43],
  ]) {
    const stream = new RandomStream(seed);
    const g = Float64Array.from({ length: n }, () => stream.uniform() - 0.5);
    const a = Float64Array.from({ length: n * n }, (_, i) => g[Math.floor(i / n)] * g[i % n]);
    const { residual, skew, values } = errors(a, n);
    expect(residual).toBeLessThan(20 * n * 2 ** -52);
    expect(skew).toBeLessThan(20 * n * 2 ** -52);
    const square = g.reduce((sum, value) => sum + value * value, 0);
    expect(values[n - 1] / square).toBeCloseTo(1, 12);
  }
});
