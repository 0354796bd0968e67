import type { LinearAlgebra, Matrix } from "./algebra.js";
import type { Cholesky } from "./cholesky.js";
import { topEigenpair } from "./lanczos.js";

const UNIT_ROUNDOFF = 2 ** -53;

/** Relative. */
const TOLERANCE = 1e-3;

/** Residuals at which the process stops, the next where the one before has proven nothing. */
const RESIDUALS = [TOLERANCE, 1e-6, 1e-9];

export interface SmallestEigenvalue {
  /** Never below the truth but for rounding. */
  value: number;
  /** Whether the truth is proved, rounding included, to be no more than a relative 1e-3 below it. */
  proven: boolean;
}

/**
 * The smallest eigenvalue of A = gram + ridge I, positive definite, given its factor: by the Lanczos
 * process on the inverse, until the residual of the Ritz pair, |beta_k s_k| (Parlett 1998, section
 * 13.2), is at most 1e-3 of its value, or for n steps. That proves an eigenvalue as near as that, not
 * that it is the smallest: the process is late to see what its start has a small share of. So
 * A - (1 - 1e-3) value I must have a Cholesky factor too, else the process goes on.
 */
export function smallestEigenvalueOf(
  algebra: LinearAlgebra,
  gram: Matrix,
  ridge: number,
  factor: Cholesky,
): SmallestEigenvalue {
  let value = Number.POSITIVE_INFINITY;
  for (const residual of RESIDUALS) {
    value = algebra.scope(() => 1 / topOfInverse(algebra, factor, residual));
    if (algebra.scope(() => noneBelow(algebra, gram, ridge, (1 - TOLERANCE) * value))) {
      return { value, proven: true };
    }
  }
  return { value, proven: false };
}

function topOfInverse(algebra: LinearAlgebra, factor: Cholesky, tolerance: number): number {
  const n = factor.factor.rows;
  const operator = {
    vector: () => algebra.vector(n),
    weigh: (x: Float64Array, out: Float64Array) => out.set(x),
    apply: (x: Float64Array, _wx: Float64Array, out: Float64Array) => {
      out.set(x);
      factor.solve(out);
    },
  };
  const start = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 101) / 101);
  return topEigenpair(operator, start, { tolerance, mostSteps: n }).value;
}

/**
 * Whether all eigenvalues of A are proved to be at least `limit`. A computed factor R has R'R =
 * A - sI + E with |E| <= (n + 1) u tr A at most (Higham 2002, theorem 10.3); s is that much above the
 * limit, and some more for the roundings of A - sI.
 */
function noneBelow(
  algebra: LinearAlgebra,
  { rows: n, values }: Matrix,
  ridge: number,
  limit: number,
): boolean {
  const shifted = algebra.matrix(n, n, values);
  let trace = n * ridge;
  for (let i = 0; i < n; i++) trace += values[i * n + i];
  const shift = limit + (n + 8) * UNIT_ROUNDOFF * trace - ridge;
  for (let i = 0; i < n; i++) shifted.values[i * n + i] -= shift;
  return algebra.factor(shifted).positive;
}
