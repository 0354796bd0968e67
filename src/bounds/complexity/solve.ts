import { RandomStream } from "../../numerics/random.js";
import type { Matrix } from "../linear-algebra/algebra.js";
import { norm } from "../linear-algebra/vectors.js";
import { dualBound, provenSigma, type TopSingular, topSingular } from "./certificate.js";
import { newtonDirection, projectedGradient } from "./newton.js";
import type { Problem } from "./problem.js";
import { ProductForm } from "./product-form.js";
import { rebalance } from "./rebalance.js";
import { start } from "./start.js";
import { formLike, missing, Tangent } from "./tangent.js";

export interface SolveOptions {
  /** Relative gap (upper - lower)/upper to reach. */
  gap: number;
  mostIterations: number;
  /** Most atoms f_k g_k. */
  mostAtoms: number;
  /** Told of every iteration. */
  trace?: (line: Record<string, number>) => void;
}

/** The least complexity, between two bounds, and a product form that has the upper one. */
export interface Solution {
  upper: number;
  /** Proved dual lower bound. */
  lower: number;
  iterations: number;
  form: ProductForm;
  singularValues: number[];
  /** Multipliers that give the lower bound. */
  u: Float64Array;
  /** Euclidean norm of what the labels lack, relative to theirs (0 with slack). */
  residual: number;
}

const START = 0x53544152;
const FEASIBLE = 1e-11;
/** Atoms whose share of the nuclear norm is below this are dropped. */
const LEAST_ATOM = 1e-8;

/**
 * Riemannian Newton method on product forms of a low rank: start from one product, descend, and add
 * an atom (the top singular pair of the dual matrix) when the certificate asks for it.
 */
export function solve(problem: Problem, options: SolveOptions): Solution {
  const { algebra, n, y } = problem;
  const tolerance = FEASIBLE * norm(y);
  const s = algebra.matrix(n, n);
  const best = { lower: 0, u: new Float64Array(n), sigma: 1 };
  let form = start(problem, s, tolerance);
  let iterations = 0;
  let stalled = false;
  while (iterations < options.mostIterations) {
    iterations++;
    form = rebalance(problem, form, LEAST_ATOM).form.refresh();
    const tangent = Tangent.at(problem, form, s);
    if (!tangent) break;
    tangent.retract(form, tolerance);
    const { gradient, stationarity } = projectedGradient(problem, tangent);
    const upper = Math.sqrt(form.objective);
    let top: TopSingular | undefined;
    if (stationarity < 0.3 || stalled) {
      top = topSingular(algebra, problem.gate, problem.feature, tangent.u, startOf(form, n));
      const lower = dualBound(problem, tangent.u, top.sigma);
      if (lower > best.lower) {
        best.lower = lower;
        best.u.set(tangent.u);
        best.sigma = top.sigma;
      }
    }
    const gap = 1 - best.lower / upper;
    options.trace?.({
      iterations,
      rank: form.rank,
      upper,
      stationarity,
      gap,
      sigma: top?.sigma ?? 0,
    });
    if (gap <= 0.98 * options.gap) break;
    if (top && (stalled || stationarity * stationarity < 0.1 * gap)) {
      const grown =
        form.rank < options.mostAtoms ? addAtom(problem, form, tangent, top, tolerance) : undefined;
      if (grown) {
        form = grown;
        stalled = false;
        continue;
      }
      if (stalled) break;
    }
    const accuracy = Math.min(0.3, Math.max(1e-4, stationarity));
    const { direction, slope } = newtonDirection(problem, tangent, gradient, accuracy, 60);
    const next = lineSearch(problem, tangent, form, direction, slope, tolerance);
    stalled = !next || next.objective > form.objective * (1 - 1e-12);
    if (next) form = next;
  }
  return finish(problem, form, s, best, iterations, tolerance);
}

/** Backtracking along a direction until the objective falls as its slope promises (Armijo). */
function lineSearch(
  problem: Problem,
  tangent: Tangent,
  form: ProductForm,
  direction: ProductForm,
  slope: number,
  tolerance: number,
): ProductForm | undefined {
  const before = form.objective;
  for (let length = 1; length > 1e-6; length /= 2) {
    const trial = formLike(problem, form).set(form).add(length, direction);
    if (!tangent.retract(trial, tolerance)) continue;
    if (trial.objective <= before + 1e-4 * length * 2 * tangent.nu * slope) return trial;
  }
  return undefined;
}

/** Mixes in the top singular pair at the weight that lowers the objective most. */
function addAtom(
  problem: Problem,
  form: ProductForm,
  tangent: Tangent,
  { pair, sigma }: TopSingular,
  tolerance: number,
): ProductForm | undefined {
  const { n } = problem;
  const { rank } = form;
  let best: ProductForm | undefined;
  let least = form.objective;
  for (let share = 0.5; share > 1e-4; share /= 2) {
    const trial = new ProductForm(problem, rank + 1);
    const keep = Math.sqrt(1 - share);
    const size = Math.sqrt(share * tangent.nu);
    for (let i = 0; i < rank * n; i++) {
      trial.a[i] = keep * form.a[i];
      trial.b[i] = keep * form.b[i];
    }
    for (let i = 0; i < n; i++) {
      trial.a[rank * n + i] = (size * tangent.u[i] * pair.wx[i]) / sigma;
      trial.b[rank * n + i] = size * pair.x[i];
    }
    trial.c.set(form.c);
    trial.refresh();
    if (!retractAnew(problem, trial, tolerance)) continue;
    if (trial.objective < least) {
      least = trial.objective;
      best = trial;
    }
  }
  return best;
}

/** Retraction with matrices of its own. */
function retractAnew(problem: Problem, trial: ProductForm, tolerance: number): boolean {
  for (let turn = 0; turn < 4; turn++) {
    const done = problem.algebra.scope(() => {
      const s = problem.algebra.matrix(problem.n, problem.n);
      return Tangent.at(problem, trial, s)?.retract(trial, tolerance);
    });
    if (done) return true;
  }
  return false;
}

/** The coefficients of the first g, with a disturbance so that no singular vector is orthogonal to it. */
function startOf(form: ProductForm, n: number): Float64Array {
  const stream = new RandomStream(START);
  return Float64Array.from(
    { length: n },
    (_, i) => form.b[i] * (1 + 0.01 * (stream.uniform() - 0.5)),
  );
}

function finish(
  problem: Problem,
  form: ProductForm,
  s: Matrix,
  best: { lower: number; u: Float64Array; sigma: number },
  iterations: number,
  tolerance: number,
): Solution {
  const { algebra, feature, gate, n, y } = problem;
  const balanced = rebalance(problem, form, LEAST_ATOM);
  const last = balanced.form.refresh();
  Tangent.at(problem, last, s)?.retract(last, tolerance);
  const sigma = provenSigma(algebra, gate, feature, best.u, best.sigma);
  const lower = sigma === undefined ? 0 : dualBound(problem, best.u, sigma);
  return {
    upper: Math.sqrt(last.objective),
    lower,
    iterations,
    form: last,
    singularValues: balanced.singularValues,
    u: best.u,
    residual: missing(problem, last, new Float64Array(n)) / norm(y),
  };
}
