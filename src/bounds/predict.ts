import type { Products } from "./complexity/adaptive.js";
import { conditioned } from "./gram.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";
import type { SmallestEigenvalue } from "./linear-algebra/smallest-eigenvalue.js";
import { dot } from "./linear-algebra/vectors.js";

/** f(x) = sum_i alpha_i A(x, x_i), alpha = (A + ridge I)^-1 y. */
export interface KernelRegression {
  alpha: Float64Array;
  /** |f|_A = sqrt(alpha'A alpha). */
  norm: number;
  /** y'(A + ridge I)^-1 y, square-rooted. */
  complexity: number;
  smallest: SmallestEigenvalue;
}

/** @throws SingularError when A + ridge I is singular; `r` (inner products) helps to say why. */
export function kernelRegression(
  algebra: LinearAlgebra,
  gram: Matrix,
  y: ArrayLike<number>,
  ridge: number,
  name: string,
  r?: Matrix,
): KernelRegression {
  return algebra.scope(() => {
    const n = gram.rows;
    const { factor, smallest } = conditioned(algebra, gram, ridge, name, r);
    const alpha = algebra.vector(n);
    const labels = Float64Array.from(y);
    alpha.set(labels);
    factor.solve(alpha);
    const image = algebra.vector(n);
    algebra.apply(gram, alpha, image);
    return {
      alpha: Float64Array.from(alpha),
      norm: Math.sqrt(Math.max(0, dot(alpha, image))),
      complexity: Math.sqrt(Math.max(0, dot(alpha, labels))),
      smallest,
    };
  });
}

/** Predictions from kernel values `cross` of new inputs (rows) with the training inputs. */
export function predictKernel(
  { alpha }: Pick<KernelRegression, "alpha">,
  cross: Matrix,
): Float64Array {
  return rowsTimes(cross, alpha);
}

/**
 * sum_k f_k(x) g_k(x) of new inputs, from the values of K and H (and, where there is a frozen part,
 * of its kernel) of new inputs (rows) with the training inputs. At the optimum the same as
 * sum_i alpha_i K(x, x_i) G(x, x_i), alpha = (K∘G + ridge I)^-1 y, with the optimal G.
 */
export function predictProducts(
  { a, b, c, samples: n }: Products,
  cross: { gate: Matrix; feature: Matrix; frozen?: Matrix },
): Float64Array {
  const out = new Float64Array(cross.gate.rows);
  for (let k = 0; k * n < a.length; k++) {
    const f = rowsTimes(cross.gate, a.subarray(k * n, (k + 1) * n));
    const g = rowsTimes(cross.feature, b.subarray(k * n, (k + 1) * n));
    for (let i = 0; i < out.length; i++) out[i] += f[i] * g[i];
  }
  if (cross.frozen) {
    const rest = rowsTimes(cross.frozen, c);
    for (let i = 0; i < out.length; i++) out[i] += rest[i];
  }
  return out;
}

function rowsTimes({ columns, rows, values }: Matrix, x: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    dot(values.subarray(i * columns, (i + 1) * columns), x),
  );
}
