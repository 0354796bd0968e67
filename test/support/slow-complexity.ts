import { symmetricEigen } from "../../src/numerics/symmetric-eigen.js";

type Rows = number[][];

const rowsOf = (a: ArrayLike<number>, n: number): Rows =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => a[i * n + j]));

const times = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));

/** A x = b by Gaussian elimination with row exchanges. */
export function solveSlowly(a: Rows, b: readonly number[]): number[] {
  const n = b.length;
  const m = a.map((row, i) => [...row, b[i]]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (Math.abs(m[i][k]) > Math.abs(m[pivot][k])) pivot = i;
    [m[k], m[pivot]] = [m[pivot], m[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = m[i][k] / m[k][k];
      for (let j = k; j <= n; j++) m[i][j] -= factor * m[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    x[i] = (m[i][n] - x.reduce((sum, v, j) => (j > i ? sum + m[i][j] * v : sum), 0)) / m[i][i];
  }
  return x;
}

export function squareRoot(a: ArrayLike<number>, n: number): Rows {
  const { values, vectors } = symmetricEigen(a, n);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) =>
      values.reduce(
        (sum, value, k) =>
          sum + Math.sqrt(Math.max(0, value)) * vectors[k * n + i] * vectors[k * n + j],
        0,
      ),
    ),
  );
}

/**
 * min over Q psd, tr Q = 1 of y'(K∘H^(1/2) Q H^(1/2) + ridge I)^-1 y, square-rooted: gradient descent
 * with backtracking on a full square root of Q. Slow, plain, and of another making than the solver.
 */
export function slowComplexity(
  gate: ArrayLike<number>,
  feature: ArrayLike<number>,
  y: readonly number[],
  ridge: number,
  steps = 3000,
): number {
  const n = y.length;
  const k = rowsOf(gate, n);
  const root = squareRoot(feature, n);
  const evaluate = (l: Rows) => {
    const size = l.flat().reduce((sum, v) => sum + v * v, 0);
    const rl = times(root, l);
    const g = times(rl, transpose(rl));
    const a = k.map((row, i) => row.map((v, j) => (v * g[i][j]) / size + (i === j ? ridge : 0)));
    const alpha = solveSlowly(a, y);
    return { alpha, value: alpha.reduce((sum, v, i) => sum + v * y[i], 0), size };
  };
  let l: Rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : 0.01 * (((3 * i + 7 * j) % 5) - 2))),
  );
  let now = evaluate(l);
  let step = 0.1;
  for (let t = 0; t < steps; t++) {
    const inner = k.map((row, i) => row.map((v, j) => v * now.alpha[i] * now.alpha[j]));
    const slope = times(times(times(root, inner), root), l);
    const along = l.flat().reduce((sum, v, at) => sum + v * slope.flat()[at], 0) / now.size;
    const gradient = slope.map((row, i) => row.map((v, j) => v - along * l[i][j]));
    for (;;) {
      const next = l.map((row, i) => row.map((v, j) => v + (step / now.value) * gradient[i][j]));
      const found = evaluate(next);
      if (found.value <= now.value || step < 1e-12) {
        l = next;
        now = found;
        step *= 1.5;
        break;
      }
      step /= 4;
    }
  }
  return Math.sqrt(now.value);
}

function transpose(a: Rows): Rows {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

/** Greatest singular value of K^(1/2) diag(u) H^(1/2), by a full decomposition. */
export function slowSigma(
  gate: ArrayLike<number>,
  feature: ArrayLike<number>,
  u: readonly number[],
): number {
  const n = u.length;
  const root = squareRoot(feature, n);
  const middle = rowsOf(gate, n).map((row, i) => row.map((v, j) => u[i] * v * u[j]));
  const { values } = symmetricEigen(times(times(root, middle), root).flat(), n);
  return Math.sqrt(values[n - 1]);
}
