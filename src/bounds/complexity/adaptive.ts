import { BoundsError } from "../errors.js";
import type { LinearAlgebra, Matrix } from "../linear-algebra/algebra.js";
import { norm } from "../linear-algebra/vectors.js";
import { matrixSlack, type Problem, ridgeSlack, type Slack } from "./problem.js";
import { type Solution, solve } from "./solve.js";

/** The family {K∘(frozen + G) : G psd, <H^-1, G> <= 1} on n points, and labels. */
export interface FamilyOnData {
  /** K, n x n. */
  gate: Matrix;
  /** H, n x n. */
  feature: Matrix;
  /** Gram matrix of what is always there beside K∘G, such as kappa^2 K∘F3; in the engine's memory. */
  frozen?: Matrix;
  /** n labels. */
  y: ArrayLike<number>;
  /** lambda >= 0: 0 interpolates. */
  ridge: number;
}

export interface AdaptiveOptions {
  /** Relative gap (upper - lower)/upper that is asked for. Default: 0.01. */
  gap?: number;
  /** Default: 100. */
  mostIterations?: number;
  /** Most products f_k g_k. Default: 40. */
  mostAtoms?: number;
  /** Told of every iteration: the value so far and its gap to the best lower bound so far. */
  trace?: (step: { iteration: number; value: number; gap: number; rank: number }) => void;
}

/** The optimum of the family, between a value that is reached and a proved bound. */
export interface AdaptiveComplexity {
  /**
   * N = sqrt(min over the family of y'(K∘(frozen + G) + ridge I)^-1 y), as reached: an upper bound
   * on the optimum.
   */
  value: number;
  /** No member of the family has a complexity below this; proved, rounding included. */
  lower: number;
  /** (value - lower)/value. */
  gap: number;
  /** Whether the gap asked for was reached. */
  converged: boolean;
  iterations: number;
  /** Products f_k g_k. */
  rank: number;
  /** |f_k|_K = |g_k|_H, squared: the singular values of sum_k f_k g_k', greatest first. */
  singularValues: number[];
  /** Norm of y - sum_k f_k g_k - e, relative to that of y: rounding. */
  residual: number;
  products: Products;
}

/** y = sum_k f_k g_k + e on the data. All arrays are rank rows of n, e and c rows of n. */
export interface Products {
  samples: number;
  /** Values on the data. */
  f: Float64Array;
  g: Float64Array;
  /** f_k = K a_k, g_k = H b_k: f_k(x) = sum_i a_ki K(x, x_i). */
  a: Float64Array;
  b: Float64Array;
  /** What is left to the slack: e = (ridge I + frozen) c. */
  e: Float64Array;
  c: Float64Array;
}

/**
 * Finds the least complexity in the family, with a certificate.
 *
 * Memory: about 8 n^2 numbers of 8 bytes at the peak. Everything taken from the engine's memory is
 * given back.
 *
 * @throws BoundsError when labels are not finite or shapes disagree; for ridge 0, when a Gram matrix
 * is singular the result says `converged: false`: call `conditioned` first for a better message.
 */
export function adaptiveComplexity(
  algebra: LinearAlgebra,
  { feature, frozen, gate, ridge, y }: FamilyOnData,
  { gap = 0.01, mostAtoms = 40, mostIterations = 100, trace }: AdaptiveOptions = {},
): AdaptiveComplexity {
  const n = gate.rows;
  check(n, feature, y, ridge, frozen);
  return algebra.scope(() => {
    const labels = algebra.vector(n);
    labels.set(y);
    const size = norm(labels);
    if (size === 0) return zero(n);
    const slack = slackOf(algebra, ridge, frozen);
    const problem: Problem = { algebra, n, gate, feature, y: labels, slack };
    return report(n, solve(problem, { gap, mostIterations, mostAtoms, trace: told(trace) }), gap);
  });
}

function slackOf(
  algebra: LinearAlgebra,
  ridge: number,
  frozen: Matrix | undefined,
): Slack | undefined {
  if (!frozen) return ridge > 0 ? ridgeSlack(ridge) : undefined;
  const n = frozen.rows;
  const r = algebra.matrix(n, n, frozen.values);
  for (let i = 0; i < n; i++) r.values[i * n + i] += ridge;
  const factor = algebra.factor(algebra.matrix(n, n, r.values));
  if (!factor.positive) {
    throw new BoundsError(
      `the Gram matrix of the frozen part is singular at row ${factor.failedRow}; ` +
        `remove duplicates, or use a ridge above ${ridge}`,
    );
  }
  return matrixSlack(algebra, r, factor);
}

function report(n: number, solution: Solution, asked: number): AdaptiveComplexity {
  const { form, iterations, lower, residual, singularValues, upper } = solution;
  const { a, b, c, e, f, g } = form;
  const gap = (upper - lower) / upper;
  return {
    value: upper,
    lower,
    gap,
    converged: gap <= asked && residual < 1e-9,
    iterations,
    rank: form.rank,
    singularValues,
    residual,
    products: {
      samples: n,
      f: Float64Array.from(f),
      g: Float64Array.from(g),
      a: Float64Array.from(a),
      b: Float64Array.from(b),
      e: Float64Array.from(e),
      c: Float64Array.from(c),
    },
  };
}

const told = (trace: AdaptiveOptions["trace"]) =>
  trace &&
  (({ iterations: iteration, upper: value, gap, rank }: Record<string, number>) =>
    trace({ iteration, value, gap, rank }));

/** Labels that are all zero need nothing. */
function zero(n: number): AdaptiveComplexity {
  const none = new Float64Array(0);
  const zeros = new Float64Array(n);
  return {
    value: 0,
    lower: 0,
    gap: 0,
    converged: true,
    iterations: 0,
    rank: 0,
    singularValues: [],
    residual: 0,
    products: { samples: n, f: none, g: none, a: none, b: none, e: zeros, c: zeros },
  };
}

function check(
  n: number,
  feature: Matrix,
  y: ArrayLike<number>,
  ridge: number,
  frozen: Matrix | undefined,
): void {
  if (feature.rows !== n || y.length !== n || (frozen && frozen.rows !== n)) {
    throw new BoundsError(
      `K is ${n} x ${n}, H ${feature.rows} x ${feature.rows}, labels ${y.length}; expected one n`,
    );
  }
  if (!(ridge >= 0) || ridge === Number.POSITIVE_INFINITY) {
    throw new BoundsError(`ridge: ${ridge}; expected a number >= 0`);
  }
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(y[i]))
      throw new BoundsError(`label ${i} is ${y[i]}; expected a real number`);
  }
}

/** G of the optimum, n x n: sum_k s_k g_k g_k' with |g_k|_H = 1 and s_k the shares of the singular values. */
export function optimalGram({ products, rank, singularValues }: AdaptiveComplexity): Float64Array {
  const { g, samples: n } = products;
  const total = singularValues.reduce((sum, value) => sum + value, 0);
  const gram = new Float64Array(n * n);
  for (let k = 0; k < rank; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) gram[i * n + j] += (g[k * n + i] * g[k * n + j]) / total;
    }
  }
  return gram;
}
