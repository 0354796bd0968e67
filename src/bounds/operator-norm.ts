import { log } from "../numerics/log.js";
import { RandomStream } from "../numerics/random.js";
import { square } from "../numerics/square.js";
import { studentQuantile } from "../numerics/student.js";
import { topSingular } from "./complexity/certificate.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";

const SIGNS = 0x5349474e;

/** R_op = E |K^(1/2) diag(eps) H^(1/2)|_op over random signs, by Monte Carlo. */
export interface OperatorNorm {
  /** Mean over the draws. */
  mean: number;
  standardError: number;
  /** Upper limit of R_op that holds with probability 1 - delta, by `method`. */
  upper: number;
  method: "student" | "bounded differences";
  delta: number;
  draws: number;
}

export interface OperatorNormOptions {
  /** Default: 20. */
  draws?: number;
  seed?: number;
  delta: number;
  /**
   * "student" (default): mean + t s/sqrt(draws), which takes the mean of the draws to be normal;
   * "bounded differences": McDiarmid's inequality, which takes nothing for granted and costs much.
   */
  method?: OperatorNorm["method"];
}

/** Each norm by the Lanczos process to a relative 1e-6. */
export function operatorNorm(
  algebra: LinearAlgebra,
  gate: Matrix,
  feature: Matrix,
  { delta, draws = 20, method = "student", seed = 0 }: OperatorNormOptions,
): OperatorNorm {
  const n = gate.rows;
  const stream = new RandomStream(seed).child(SIGNS);
  const norms = Array.from({ length: draws }, (_, draw) => {
    const own = stream.child(draw);
    const signs = Float64Array.from({ length: n }, () => 2 * own.below(2) - 1);
    const start = Float64Array.from({ length: n }, () => own.uniform() - 0.5);
    return topSingular(algebra, gate, feature, signs, start, { tolerance: 1e-6, mostSteps: 300 })
      .sigma;
  });
  const mean = norms.reduce((sum, value) => sum + value, 0) / draws;
  const spread = norms.reduce((sum, value) => sum + square(value - mean), 0);
  const standardError =
    draws > 1 ? Math.sqrt(spread / (draws - 1) / draws) : Number.POSITIVE_INFINITY;
  const upper =
    method === "student"
      ? mean + studentQuantile(delta, draws - 1) * standardError
      : mean + Math.sqrt((differences(gate, feature) * log(1 / delta)) / (2 * draws));
  return { mean, standardError, upper, method, delta, draws };
}

/** Sum of the squares of what one sign may change, 2 sqrt(K_ii H_ii). */
function differences(gate: Matrix, feature: Matrix): number {
  const n = gate.rows;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 4 * gate.values[i * n + i] * feature.values[i * n + i];
  return sum;
}
