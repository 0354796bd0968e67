import type { LinearAlgebra, Matrix } from "../linear-algebra/algebra.js";
import { type TopPair, topEigenpair } from "../linear-algebra/lanczos.js";
import { dot } from "../linear-algebra/vectors.js";
import type { Problem } from "./problem.js";

const UNIT_ROUNDOFF = 2 ** -53;

/** The greatest singular value of K^(1/2) D(u) H^(1/2), and its right singular vector. */
export interface TopSingular {
  sigma: number;
  /** Coefficients x of the right singular function g = H x, x'Hx = 1, and its values. */
  pair: TopPair;
}

/** By Lanczos on D(u) K D(u) H; `sigma` is never above the truth but for rounding. */
export function topSingular(
  algebra: LinearAlgebra,
  gate: Matrix,
  feature: Matrix,
  u: Float64Array,
  start: Float64Array,
  { tolerance = 1e-6, mostSteps = 150 } = {},
): TopSingular {
  const n = u.length;
  return algebra.scope(() => {
    const product = algebra.vector(n);
    const image = algebra.vector(n);
    const pair = topEigenpair(
      {
        vector: () => algebra.vector(n),
        weigh: (x, out) => algebra.apply(feature, x, out),
        apply: (_x, hx, out) => {
          for (let i = 0; i < n; i++) product[i] = u[i] * hx[i];
          algebra.apply(gate, product, image);
          for (let i = 0; i < n; i++) out[i] = u[i] * image[i];
        },
      },
      start,
      { tolerance, mostSteps },
    );
    return { sigma: Math.sqrt(Math.max(0, pair.value)), pair };
  });
}

/**
 * The lower bound on the complexity that multipliers u give when the greatest singular value of
 * K^(1/2) D(u) H^(1/2) is at most `sigma`: y'u / sqrt(u'Ru + sigma^2), for the best multiple of u.
 */
export function dualBound({ algebra, n, slack, y }: Problem, u: Float64Array, sigma: number) {
  let square = sigma * sigma;
  if (slack) {
    square += algebra.scope(() => {
      const at = algebra.vector(n);
      const image = algebra.vector(n);
      at.set(u);
      slack.apply(at, image);
      return dot(u, image);
    });
  }
  return square > 0 ? Math.max(0, dot(u, y)) / Math.sqrt(square) : 0;
}

/**
 * A number that is proved, rounding included, to be no less than the greatest singular value of
 * K^(1/2) D(u) H^(1/2): t I - B'D(u) K D(u) B, H = B B', has a Cholesky factor. `estimate` is where
 * to look. Undefined when no t up to 2 % above it will do. About 6 n^3 operations.
 */
export function provenSigma(
  algebra: LinearAlgebra,
  gate: Matrix,
  feature: Matrix,
  u: Float64Array,
  estimate: number,
): number | undefined {
  const n = u.length;
  return algebra.scope(() => {
    const root = upperRoot(algebra, feature);
    const weighted = algebra.matrix(n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        weighted.values[i * n + j] = u[i] * gate.values[i * n + j] * u[j];
      }
    }
    const half = algebra.product(root, weighted, algebra.matrix(n, n));
    const size = dot(root.values, root.values) * frobenius(weighted);
    const square = algebra.product(half, root, weighted).values;
    const test = half;
    for (let excess = 1e-7; excess < 0.04; excess *= 4) {
      const t = estimate * estimate * (1 + excess);
      for (let i = 0; i < square.length; i++) test.values[i] = -square[i];
      for (let i = 0; i < n; i++) test.values[i * n + i] += t;
      if (algebra.factor(test).positive) {
        const rounding = (4 * n + 20) * UNIT_ROUNDOFF * size + n * (n + 2) * UNIT_ROUNDOFF * t;
        return Math.sqrt(t + rounding);
      }
    }
    return undefined;
  });
}

/** B' with B B' = H, or H plus the least multiple of I found to make it positive definite. */
function upperRoot(algebra: LinearAlgebra, h: Matrix): Matrix {
  const n = h.rows;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += h.values[i * n + i];
  const l = algebra.matrix(n, n);
  for (let shift = 0; ; shift = shift === 0 ? UNIT_ROUNDOFF * trace : 8 * shift) {
    l.values.set(h.values);
    for (let i = 0; i < n; i++) l.values[i * n + i] += shift;
    if (algebra.factor(l).positive) break;
  }
  const upper = algebra.matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) upper.values[j * n + i] = l.values[i * n + j];
  }
  return upper;
}

function frobenius({ values }: Matrix): number {
  return Math.sqrt(dot(values, values));
}
