import type { LinearAlgebra, Matrix } from "./algebra.js";
import type { Cholesky } from "./cholesky.js";
import { topEigenpair } from "./lanczos.js";

const UNIT_ROUNDOFF = 2 ** -53;

/** Relative. */
const TOLERANCE = 1e-3;

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
 * that it is the smallest: the process is blind where its start has no share of an eigenvector. So
 * A - (1 - 1e-3) value I must have a Cholesky factor too.
 */
export function smallestEigenvalueOf(
  algebra: LinearAlgebra,
  gram: Matrix,
  ridge: number,
  factor: Cholesky,
): SmallestEigenvalue {
  const n = gram.rows;
  const start = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 101) / 101);
  const top = algebra.scope(() =>
    topEigenpair(
      {
        vector: () => algebra.vector(n),
        weigh: (x, out) => out.set(x),
        apply: (x, _wx, out) => {
          out.set(x);
          factor.solve(out);
        },
      },
      start,
      { tolerance: TOLERANCE, mostSteps: n },
    ),
  );
  const value = 1 / top.value;
  const proven = algebra.scope(() => noneBelow(algebra, gram, ridge, (1 - TOLERANCE) * value));
  return { value, proven };
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
