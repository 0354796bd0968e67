import { beforeEach, expect, test } from "vitest";
import { topEigenpair } from "../../../src/bounds/linear-algebra/lanczos.js";
import { dot } from "../../../src/bounds/linear-algebra/vectors.js";
import { symmetricEigen } from "../../../src/numerics/symmetric-eigen.js";
import { createAlgebra } from "../../support/sphere-problem.js";
import { Values } from "../../support/values.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

/** X X' for a random X, n x n. */
function random(n: number, seed: number) {
  const values = new Values(seed);
  const x = Float64Array.from({ length: n * n }, () => values.uniform(-1, 1));
  const a = algebra.matrix(n, n);
  algebra.gram(algebra.matrix(n, n, x), a);
  return a;
}

test("a solution multiplied by its matrix is the right side, within cond times rounding", () => {
  const n = 90;
  const a = random(n, 1);
  for (let i = 0; i < n; i++) a.values[i * n + i] += 1;
  const factor = algebra.factor(algebra.matrix(n, n, a.values));
  expect(factor.positive).toBe(true);
  const x = algebra.vector(n);
  for (let i = 0; i < n; i++) x[i] = (i % 5) - 2;
  const image = algebra.vector(n);
  algebra.apply(a, factor.solve(x), image);
  // Eigenvalues lie between 1 and n.
  for (let i = 0; i < n; i++) {
    expect(Math.abs(image[i] - ((i % 5) - 2))).toBeLessThan(n * n * 2 ** -50);
  }
});

test("an indefinite matrix has no factor and names a row", () => {
  const factor = algebra.factor(algebra.matrix(2, 2, [1, 2, 2, 1]));
  expect([factor.positive, factor.failedRow]).toEqual([false, 1]);
});

test("a scope gives its memory back", () => {
  const before = algebra.vector(1).byteOffset;
  algebra.scope(() => algebra.matrix(100, 100));
  expect(algebra.vector(1).byteOffset).toBe(before + 64);
});

test("Lanczos finds the greatest eigenvalue in the norm of W, and its vector", () => {
  const n = 40;
  const a = random(n, 2);
  const w = random(n, 3);
  const pair = topEigenpair(
    {
      vector: () => algebra.vector(n),
      weigh: (x, out) => algebra.apply(w, x, out),
      apply: (_x, wx, out) => algebra.apply(a, wx, out),
    },
    new Float64Array(n).fill(1),
    { tolerance: 1e-9, mostSteps: n },
  );
  // A W has the eigenvalues of W^(1/2) A W^(1/2).
  const { values, vectors } = symmetricEigen(w.values, n);
  const root = algebra.matrix(n, n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      root.values[k * n + i] = Math.sqrt(Math.max(0, values[k])) * vectors[k * n + i];
    }
  }
  const half = algebra.product(root, a, algebra.matrix(n, n));
  const whole = algebra.product(half, root, algebra.matrix(n, n));
  const truth = symmetricEigen(whole.values, n).values[n - 1];
  expect(Math.abs(pair.value / truth - 1)).toBeLessThan(1e-12);
  expect(Math.abs(dot(pair.x, pair.wx) - 1)).toBeLessThan(1e-10);
  expect(pair.residual).toBeLessThan(1e-8 * truth);
});

test("Lanczos stops at once on an eigenvector, and knows the zero operator", () => {
  const plain = (factor: number) => ({
    vector: () => algebra.vector(3),
    weigh: (x: Float64Array, out: Float64Array) => out.set(x),
    apply: (x: Float64Array, _wx: Float64Array, out: Float64Array) =>
      out.set(x.map((v) => factor * v)),
  });
  const start = Float64Array.of(1, 2, 3);
  const options = { tolerance: 1e-9, mostSteps: 9 };
  expect(topEigenpair(plain(4), start, options).value).toBeCloseTo(4, 14);
  expect(topEigenpair(plain(0), start, options).value).toBe(0);
});
