import type { Matrix } from "../linear-algebra/algebra.js";
import type { Cholesky } from "../linear-algebra/cholesky.js";
import { norm } from "../linear-algebra/vectors.js";
import type { Problem } from "./problem.js";
import { ProductForm } from "./product-form.js";

/**
 * The linearised constraint at a point z: tangent directions keep sum_k f_k g_k + e to first order.
 * Everything rests on one matrix without inverses,
 * S = sum_k D(g_k) K D(g_k) + D(f_k) H D(f_k) + nu R, as well conditioned as K and H are.
 */
export class Tangent {
  readonly nu: number;
  /** Multiplier of the labels; at the optimum the singular values of K^(1/2) D(u) H^(1/2) are <= 1. */
  readonly u: Float64Array;
  private readonly w: Float64Array;

  private constructor(
    private readonly problem: Problem,
    readonly point: ProductForm,
    private readonly factor: Cholesky,
  ) {
    const { algebra, n } = problem;
    this.nu = point.nu;
    this.w = algebra.vector(n);
    this.u = algebra.vector(n);
    point.differential(point, this.u);
    factor.solve(this.u);
  }

  /** Undefined when S is not positive definite. `s` is room for S. */
  static at(problem: Problem, point: ProductForm, s: Matrix): Tangent | undefined {
    fillNormalMatrix(problem, point, s);
    const factor = problem.algebra.factor(s);
    return factor.positive ? new Tangent(problem, point, factor) : undefined;
  }

  /** The multiplier of the least norm form whose labels are y to first order. */
  gaussNewton(): Float64Array {
    const { n, y } = this.problem;
    const u = this.problem.algebra.vector(n);
    this.point.multiply(u);
    for (let i = 0; i < n; i++) u[i] += y[i];
    return this.factor.solve(u);
  }

  /** Makes `direction` tangent: takes away the part that changes the labels. */
  project(direction: ProductForm): ProductForm {
    const { point, w } = this;
    point.differential(direction, w);
    this.factor.solve(w);
    point.addAdjoint(direction, w, -1, this.nu);
    return direction.refresh();
  }

  /** out = the Hessian of the objective's Lagrangian along `direction`, over 2 nu, projected. */
  curve(direction: ProductForm, out: ProductForm): ProductForm {
    const { nu, point, u } = this;
    const { n } = this.problem;
    const along = point.innerProducts(direction) / nu;
    for (let k = 0; k < point.rank; k++) {
      for (let i = 0; i < n; i++) {
        const at = k * n + i;
        out.a[at] = direction.a[at] - u[i] * direction.g[at] + along * point.a[at];
        out.b[at] = direction.b[at] - u[i] * direction.f[at] + along * point.b[at];
      }
    }
    out.c.set(direction.c);
    return this.project(out.refresh());
  }

  /**
   * Moves `trial` so that its labels are y again, by Newton steps with this tangent's matrix; what
   * they leave is put into e where there is slack. False when they do not converge without.
   * `tolerance` is on the Euclidean norm of what is missing.
   */
  retract(trial: ProductForm, tolerance: number): boolean {
    const { slack } = this.problem;
    const { w } = this;
    let last = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < MOST_CORRECTIONS; turn++) {
      const size = missing(this.problem, trial, w);
      if (size <= tolerance) break;
      if (!(size < 0.7 * last)) {
        if (slack) break;
        return false;
      }
      last = size;
      this.factor.solve(w);
      this.point.addAdjoint(trial, w, 1, this.nu);
      trial.refresh();
    }
    if (!slack) return missing(this.problem, trial, w) <= tolerance;
    closeWithSlack(this.problem, trial);
    return true;
  }
}

const MOST_CORRECTIONS = 40;

/** out = y - sum_k f_k g_k - e; returns its Euclidean norm. */
export function missing({ slack, y }: Problem, form: ProductForm, out: Float64Array): number {
  form.multiply(out);
  for (let i = 0; i < y.length; i++) out[i] = y[i] - out[i] - (slack ? form.e[i] : 0);
  return norm(out);
}

/** Sets e to all that the products leave of y. */
export function closeWithSlack({ slack, y }: Problem, form: ProductForm): void {
  form.multiply(form.e);
  for (let i = 0; i < y.length; i++) form.e[i] = y[i] - form.e[i];
  slack?.solve(form.e, form.c);
}

function fillNormalMatrix(problem: Problem, point: ProductForm, s: Matrix): void {
  const { feature, gate, n, slack } = problem;
  const { f, g, rank } = point;
  const out = s.values;
  const k = gate.values;
  const h = feature.values;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let gg = 0;
      let ff = 0;
      for (let m = 0; m < rank; m++) {
        gg += g[m * n + i] * g[m * n + j];
        ff += f[m * n + i] * f[m * n + j];
      }
      out[i * n + j] = gg * k[i * n + j] + ff * h[i * n + j];
    }
  }
  slack?.addTo(s, point.nu);
}

/** A zero form of the same rank. */
export function formLike(problem: Problem, form: ProductForm): ProductForm {
  return new ProductForm(problem, form.rank);
}
