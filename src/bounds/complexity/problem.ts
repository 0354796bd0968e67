import type { LinearAlgebra, Matrix } from "../linear-algebra/algebra.js";
import type { Cholesky } from "../linear-algebra/cholesky.js";

/**
 * What stands beside the products f g: nothing (exact interpolation), or e with the squared norm
 * e'R^-1 e, R = ridge I + frozen.
 */
export interface Slack {
  /** out = R c. */
  apply(c: Float64Array, out: Float64Array): void;
  /** out = R^-1 e. */
  solve(e: Float64Array, out: Float64Array): void;
  /** s = s + factor R, lower triangle. */
  addTo(s: Matrix, factor: number): void;
}

/** min (sum_k |f_k|_K |g_k|_H)^2 + e'R^-1 e over all y = sum_k f_k g_k + e on n points. */
export interface Problem {
  algebra: LinearAlgebra;
  n: number;
  /** Gram matrix of the gates. */
  gate: Matrix;
  /** Gram matrix of the features. */
  feature: Matrix;
  y: Float64Array;
  slack: Slack | undefined;
}

/** R = ridge I. */
export function ridgeSlack(ridge: number): Slack {
  return {
    apply: (c, out) => {
      for (let i = 0; i < c.length; i++) out[i] = ridge * c[i];
    },
    solve: (e, out) => {
      for (let i = 0; i < e.length; i++) out[i] = e[i] / ridge;
    },
    addTo: ({ rows, values }, factor) => {
      for (let i = 0; i < rows; i++) values[i * rows + i] += factor * ridge;
    },
  };
}

/** R = a given positive definite matrix, with its Cholesky factor. */
export function matrixSlack(algebra: LinearAlgebra, r: Matrix, factor: Cholesky): Slack {
  return {
    apply: (c, out) => algebra.apply(r, c, out),
    solve: (e, out) => {
      out.set(e);
      factor.solve(out);
    },
    addTo: (s, scale) => {
      for (let i = 0; i < s.values.length; i++) s.values[i] += scale * r.values[i];
    },
  };
}
