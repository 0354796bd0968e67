import { arccos } from "../../numerics/arcsine.js";

/*
 * Arc-cosine kernels (Cho & Saul 2009) as functions of the inner product r of two unit vectors, in
 * the order of operations of kernels/arccosine.ts: the same bits. r is clamped to [-1, 1].
 */

const PER_TURN = 0.15915494309189535;
const PER_HALF_TURN = 0.3183098861837907;

/** All that the tangent kernels of ReLU networks of two and three layers are made of. */
export interface ArcCosineValues {
  /** F2(r) = 1/4 + arcsin(r)/(2 pi) = E[1{g > 0} 1{g' > 0}]. */
  step: number;
  /** F3(r) = (sqrt(1 - r^2) + r (pi - arccos r))/(2 pi) = E[relu(g) relu(g')]. */
  relu: number;
  /** H = r F2(r), the tangent kernel of a two-layer network whose first layer is trained. */
  tangent: number;
  /** K = F2(2 F3(r)), how often two inputs open the same gates of the second layer. */
  gate: number;
  /** F3(2 F3(r)). */
  deepRelu: number;
}

/** Absolute error of each value below 4e-16, where r is exact. */
export function arcCosineValues(r: number): ArcCosineValues {
  const x = Math.min(1, Math.max(-1, r));
  const below = 1 - x;
  const theta = arccos(x);
  const sine = Math.sqrt(below * (1 + x));
  const step = 0.5 - theta * PER_TURN;
  const relu = (sine + x * (Math.PI - theta)) * PER_TURN;
  const rho = relu + relu;
  const z = Math.max(0, 0.5 * (below + (x * theta - sine) * PER_HALF_TURN));
  const theta2 = arccos(rho, z);
  const root = Math.sqrt(z * (1 - z));
  const deepRelu = (root + root + rho * (Math.PI - theta2)) * PER_TURN;
  return { step, relu, tangent: x * step, gate: 0.5 - theta2 * PER_TURN, deepRelu };
}
