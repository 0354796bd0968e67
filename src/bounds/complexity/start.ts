import type { Matrix } from "../linear-algebra/algebra.js";
import { norm } from "../linear-algebra/vectors.js";
import type { Problem } from "./problem.js";
import { ProductForm } from "./product-form.js";
import { Tangent } from "./tangent.js";

/**
 * A product form of rank one to descend from: f = 1 and g = y where both Gram matrices are positive
 * definite, else what a few Gauss-Newton rounds make of them.
 */
export function start(problem: Problem, s: Matrix, tolerance: number): ProductForm {
  const { algebra, feature, gate, y } = problem;
  const form = new ProductForm(problem, 1);
  form.a.fill(1);
  form.b.set(y);
  s.values.set(gate.values);
  const gateFactor = algebra.factor(s);
  if (gateFactor.positive) gateFactor.solve(form.a);
  s.values.set(feature.values);
  const featureFactor = algebra.factor(s);
  if (featureFactor.positive) featureFactor.solve(form.b);
  if (!gateFactor.positive || !featureFactor.positive) return gaussNewton(problem, s, tolerance);
  form.refresh();
  balance(form);
  return form;
}

/** Rounds of f = K D(g) u, g = H D(f) u, S u = y + f g: the least norm to first order. */
function gaussNewton(problem: Problem, s: Matrix, tolerance: number): ProductForm {
  const { n, y } = problem;
  let form = new ProductForm(problem, 1);
  form.f.fill(1);
  form.g.set(y);
  // Only values count so far; coefficients of this size make nu that of the labels.
  const size = norm(y) / Math.max(1, Math.sqrt(n));
  for (let i = 0; i < n; i++) form.a[i] = size / n;
  for (let i = 0; i < n; i++) form.b[i] = (size * Math.sign(y[i])) / n;
  for (let round = 0; round < 30; round++) {
    const tangent = Tangent.at(problem, form, s);
    if (!tangent) return form;
    if (round > 0 && tangent.retract(form, tolerance)) return form;
    const next = new ProductForm(problem, 1);
    const u = tangent.gaussNewton();
    form.addAdjoint(next, u, 1, tangent.nu);
    form = next.refresh();
    balance(form);
  }
  return form;
}

/** Scales f and g to equal norms. */
function balance(form: ProductForm): void {
  let forF = 0;
  let forG = 0;
  for (let i = 0; i < form.a.length; i++) {
    forF += form.a[i] * form.f[i];
    forG += form.b[i] * form.g[i];
  }
  const ratio = Math.sqrt(Math.sqrt(forG / forF));
  if (!(ratio > 0) || ratio === Number.POSITIVE_INFINITY) return;
  for (const part of [form.a, form.f]) for (let i = 0; i < part.length; i++) part[i] *= ratio;
  for (const part of [form.b, form.g]) for (let i = 0; i < part.length; i++) part[i] /= ratio;
}
