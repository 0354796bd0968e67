import { beforeEach, describe, expect, it } from "vitest";
import { smallestEigenvalueOf } from "../../../src/bounds/linear-algebra/smallest-eigenvalue.js";
import { symmetricEigen } from "../../../src/numerics/symmetric-eigen.js";
import { createAlgebra } from "../../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

const TOLERANCE = 1e-3;

const list = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));
const inner = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
const unit = (x: number[]) => x.map((value) => value / Math.sqrt(inner(x, x)));

/** The reflection that takes one unit vector to another, of each of `rows`. */
function reflect(rows: number[][], from: readonly number[], to: readonly number[]) {
  if (from.every((value, i) => value === to[i])) return rows;
  const axis = unit(from.map((value, i) => value - to[i]));
  return rows.map((row) => {
    const twice = 2 * inner(row, axis);
    return row.map((value, i) => value - twice * axis[i]);
  });
}

/** Where the process starts. */
const start = (n: number) => unit(list(n, (i) => 1 + ((i * 7919) % 101) / 101));
const identity = (n: number) => list(n, (i) => list(n, (j) => Number(i === j)));

/** sum_k values[k] q_k q_k' for orthonormal q. */
function matrixOf(values: readonly number[], q: readonly number[][]) {
  const n = values.length;
  const a = algebra.matrix(n, n);
  q.forEach((row, k) => {
    for (let i = 0; i < n; i++) {
      const factor = values[k] * row[i];
      for (let j = 0; j < n; j++) a.values[i * n + j] += factor * row[j];
    }
  });
  return a;
}

/** A matrix with these eigenvalues; `shares` are those of its eigenvectors in the start. */
const withSpectrum = (values: readonly number[], shares: number[]) =>
  matrixOf(values, reflect(identity(values.length), start(values.length), unit(shares)));

function smallest(matrix: ReturnType<typeof matrixOf>, ridge = 0) {
  const n = matrix.rows;
  const copy = algebra.matrix(n, n, matrix.values);
  for (let i = 0; i < n; i++) copy.values[i * n + i] += ridge;
  return smallestEigenvalueOf(algebra, matrix, ridge, algebra.factor(copy));
}

describe("the smallest eigenvalue is proven to 1e-3", () => {
  it.each<[string, number[]]>([
    ["alone", list(60, (i) => 0.01 + i)],
    ["one number", [3]],
    ["all the same", list(50, () => 2)],
    ["many times", list(60, (i) => (i < 20 ? 0.5 : 7))],
    ["in a cluster closer than the tolerance", list(120, (i) => (i < 40 ? 1 + i * 1e-6 : 10 + i))],
    ["in a cluster wider than the tolerance", list(120, (i) => (i < 40 ? 1 + i * 1e-3 : 10 + i))],
    ["at the dense end of a spectrum", list(120, (i) => 1 + (3 * i * i) / 14400)],
    ["small beside the others", list(100, (i) => 1e-6 * 1.15 ** i)],
  ])("%s", (_, values) => {
    const n = values.length;
    const found = smallest(
      withSpectrum(
        values,
        list(n, () => 1),
      ),
    );
    expect(found.proven).toBe(true);
    expect(found.value / values[0]).toBeGreaterThan(1 - 1e-9);
    expect(found.value / values[0]).toBeLessThan(1 / (1 - TOLERANCE));
  });

  it("with a ridge", () => {
    const values = list(40, (i) => 1e-3 + i);
    const found = smallest(
      withSpectrum(
        values,
        list(40, () => 1),
      ),
      0.5,
    );
    expect(found.proven).toBe(true);
    expect(Math.abs(found.value / 0.501 - 1)).toBeLessThan(TOLERANCE);
  });

  it.each([1e-3, 1e-6])("where the start has a share of %f of its eigenvector", (share) => {
    // A residual of 1e-3 comes first, at the next eigenvalue, 1 % above.
    const n = 120;
    const values = list(n, (i) => (i === 0 ? 0.99 : 1 + (4 * i) / n));
    const shares = list(n, (i) => (i === 0 ? share : i === 1 ? 1 : 0.1));
    const { proven, value } = smallest(withSpectrum(values, shares));
    expect(proven).toBe(true);
    expect(Math.abs(value / 0.99 - 1)).toBeLessThan(TOLERANCE);
  });

  it("where a hundred steps are a third off", () => {
    // The inverse is the Jacobi matrix of Laguerre's polynomials, in the basis of the process: after m
    // steps it knows the leading m x m block, whose greatest eigenvalue goes up with m, about 4 m.
    const n = 150;
    const jacobi = list(n * n, (at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      if (i === j) return 2 * i + 1;
      return Math.abs(i - j) === 1 ? Math.max(i, j) : 0;
    });
    const { values, vectors } = symmetricEigen(jacobi, n);
    const q = list(n, (k) => Array.from(vectors.subarray(k * n, (k + 1) * n)));
    const first = list(n, (i) => Number(i === 0));
    const inverse = Array.from(values, (value) => 1 / value);
    const { proven, value } = smallest(matrixOf(inverse, reflect(q, first, start(n))));
    expect(proven).toBe(true);
    expect(Math.abs(value * values[n - 1] - 1)).toBeLessThan(TOLERANCE);
    const block = symmetricEigen(
      jacobi.filter((_, at) => at % n < 100 && at < 100 * n),
      100,
    );
    expect(values[n - 1] / block.values[99]).toBeGreaterThan(1.3);
  });
});

describe("what is not proven is said", () => {
  it("where the start has no share of the eigenvector, though the residual is small", () => {
    const n = 40;
    const values = list(n, (i) => (i < 2 ? 0.99 + 0.01 * i : 1e5 * (i + 1)));
    const { proven, value } = smallest(
      withSpectrum(
        values,
        list(n, (i) => Number(i > 0)),
      ),
    );
    expect([value, proven]).toEqual([expect.closeTo(1, 6), false]);
  });

  it("where rounding is as large as the tolerance", () => {
    // 1e-3 of 1e-12 is below the 50 * 2^-53 * 50 that a factor of this matrix may be wrong by.
    const { proven, value } = smallest(
      withSpectrum(
        list(50, (i) => (i === 0 ? 1e-12 : 1)),
        list(50, () => 1),
      ),
    );
    expect(proven).toBe(false);
    expect(Math.abs(value / 1e-12 - 1)).toBeLessThan(1);
  });
});

it("gives back the memory it takes", () => {
  const matrix = withSpectrum([1, 2, 3], [1, 1, 1]);
  const factor = algebra.factor(algebra.matrix(3, 3, matrix.values));
  const mark = algebra.engine.arena.mark();
  smallestEigenvalueOf(algebra, matrix, 0, factor);
  expect(algebra.engine.arena.mark()).toEqual(mark);
});
