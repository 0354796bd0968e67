import type { Problem } from "./problem.js";
import type { ProductForm } from "./product-form.js";
import { formLike, type Tangent } from "./tangent.js";

export interface Direction {
  direction: ProductForm;
  /** Derivative of the objective along it, over 2 nu; negative. */
  slope: number;
  /** |projected gradient| / |z|: 0 at a stationary point. */
  stationarity: number;
}

/** The gradient at a tangent's point, projected, with its size relative to the point's. */
export function projectedGradient(problem: Problem, tangent: Tangent) {
  const { nu, point } = tangent;
  const gradient = tangent.project(formLike(problem, point).set(point));
  const square = Math.max(0, gradient.inner(gradient, nu));
  return { gradient, stationarity: Math.sqrt(square / point.inner(point, nu)) };
}

/**
 * Truncated Newton direction on the constraint's manifold: conjugate gradients in the norm of the
 * product form, until the residual is `accuracy` of the gradient or the curvature is not positive.
 */
export function newtonDirection(
  problem: Problem,
  tangent: Tangent,
  gradient: ProductForm,
  accuracy: number,
  mostSteps: number,
): { direction: ProductForm; slope: number } {
  const { nu } = tangent;
  const residual = gradient.scale(-1);
  const start = formLike(problem, residual).set(residual);
  const direction = formLike(problem, residual);
  const p = formLike(problem, residual).set(residual);
  const curved = formLike(problem, residual);
  let square = residual.inner(residual, nu);
  const enough = accuracy * accuracy * square;
  for (let step = 0; step < mostSteps && square > 0; step++) {
    tangent.curve(p, curved);
    const curvature = p.inner(curved, nu);
    if (!(curvature > 1e-8 * p.inner(p, nu))) {
      if (step === 0) direction.set(p);
      break;
    }
    const length = square / curvature;
    direction.add(length, p);
    residual.add(-length, curved);
    const next = residual.inner(residual, nu);
    if (next <= enough) break;
    p.scale(next / square).add(1, residual);
    square = next;
  }
  return { direction, slope: -start.inner(direction, nu) };
}
