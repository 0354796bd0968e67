import { tridiagonalEigen } from "../../numerics/symmetric-eigen.js";
import { addScaled, dot, scale } from "./vectors.js";

/** A self-adjoint operator of the inner product x'Wy. */
export interface Operator {
  /** out = T x, where wx = W x. */
  apply(x: Float64Array, wx: Float64Array, out: Float64Array): void;
  /** out = W x. */
  weigh(x: Float64Array, out: Float64Array): void;
  /** Room for a vector, where `apply` and `weigh` can read it. */
  vector(): Float64Array;
}

export interface TopPair {
  /** Ritz value: never above the greatest eigenvalue, but for rounding. */
  value: number;
  /** |T x - value x| in the norm of W: an eigenvalue lies this close to `value`. */
  residual: number;
  /** Eigenvector x with x'Wx = 1, and W x. */
  x: Float64Array;
  wx: Float64Array;
  steps: number;
}

export interface LanczosOptions {
  /** Stops when residual <= tolerance * value. */
  tolerance: number;
  mostSteps: number;
}

/**
 * The greatest eigenvalue of a positive semidefinite operator and its eigenvector, by the Lanczos
 * process from `start` with full reorthogonalisation (twice).
 */
export function topEigenpair(
  operator: Operator,
  start: Float64Array,
  { tolerance, mostSteps }: LanczosOptions,
): TopPair {
  const basis: Float64Array[] = [];
  const weighted: Float64Array[] = [];
  const diagonal: number[] = [];
  const below: number[] = [];
  let v = operator.vector();
  let wv = operator.vector();
  v.set(start);
  operator.weigh(v, wv);
  normalise(v, wv);
  for (;;) {
    basis.push(v);
    weighted.push(wv);
    const next = operator.vector();
    const wNext = operator.vector();
    operator.apply(v, wv, next);
    diagonal.push(dot(next, wv));
    for (let pass = 0; pass < 2; pass++) {
      for (let k = basis.length - 1; k >= 0; k--)
        addScaled(next, -dot(next, weighted[k]), basis[k]);
    }
    operator.weigh(next, wNext);
    const beta = normalise(next, wNext);
    const m = diagonal.length;
    const done = m >= mostSteps || m >= start.length;
    if (done || m % 4 === 0 || !(beta > 0)) {
      const ritz = (rows?: Float64Array) =>
        tridiagonalEigen(Float64Array.from(diagonal), Float64Array.from(below), rows);
      const { values, vectors } = ritz(
        Float64Array.from(diagonal, (_, k) => (k === m - 1 ? 1 : 0)),
      );
      const value = values[m - 1];
      const residual = beta * Math.abs(vectors[m - 1]);
      if (done || !(residual > tolerance * value)) {
        const top = ritz().vectors.subarray((m - 1) * m, m * m);
        return { value, residual, ...combine(basis, weighted, top), steps: m };
      }
    }
    below.push(beta);
    v = next;
    wv = wNext;
  }
}

function combine(basis: Float64Array[], weighted: Float64Array[], factors: Float64Array) {
  const x = new Float64Array(basis[0].length);
  const wx = new Float64Array(basis[0].length);
  factors.forEach((factor, k) => {
    addScaled(x, factor, basis[k]);
    addScaled(wx, factor, weighted[k]);
  });
  return { x, wx };
}

/** Scales v and W v such that v'Wv = 1; returns the norm that v had. */
function normalise(v: Float64Array, wv: Float64Array): number {
  const size = Math.sqrt(Math.max(0, dot(v, wv)));
  if (size > 0) {
    scale(v, 1 / size);
    scale(wv, 1 / size);
  }
  return size;
}
