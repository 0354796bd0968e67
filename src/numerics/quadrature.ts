import { square } from "./square.js";
import { tridiagonalEigen } from "./symmetric-eigen.js";

/** Nodes in [-1, 1] and weights of a quadrature rule. */
export interface Rule {
  nodes: Float64Array;
  weights: Float64Array;
}

/**
 * The Gauss-Legendre rule of m nodes (Golub & Welsch 1969): exact for polynomials of degree 2m - 1,
 * nodes and weights within 1e-14.
 */
export function gaussLegendre(m: number): Rule {
  const below = Float64Array.from(
    { length: m - 1 },
    (_, k) => (k + 1) / Math.sqrt(4 * square(k + 1) - 1),
  );
  const first = new Float64Array(m);
  first[0] = 1;
  const { values, vectors } = tridiagonalEigen(new Float64Array(m), below, first);
  return { nodes: values, weights: vectors.map((v) => 2 * v * v) };
}
