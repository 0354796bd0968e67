import { exp } from "../../numerics/exp.js";
import { log } from "../../numerics/log.js";
import type { LossName } from "./schema.js";

/** A loss of an output f against a target y, from basic arithmetic only. */
export interface Loss {
  value(f: number, y: number): number;
  /** Derivative with respect to f; at the corner of the hinge the one of its flat side. */
  slope(f: number, y: number): number;
  /** Lipschitz constant in f, on |f - y| <= range. */
  lipschitz(range: number): number;
}

/** Squared: (f - y)^2 / 2. Logistic: log(1 + e^(-y f)). Hinge: max(0, 1 - y f). */
export const LOSSES: Record<LossName, Loss> = {
  squared: {
    value: (f, y) => ((f - y) * (f - y)) / 2,
    slope: (f, y) => f - y,
    lipschitz: (range) => range,
  },
  logistic: {
    value(f, y) {
      const margin = y * f;
      return log(1 + powerOfE(Math.abs(margin))) + Math.max(0, -margin);
    },
    slope(f, y) {
      const margin = y * f;
      const small = powerOfE(Math.abs(margin));
      return (-y * (margin > 0 ? small : 1)) / (1 + small);
    },
    lipschitz: () => 1,
  },
  hinge: {
    value: (f, y) => Math.max(0, 1 - y * f),
    slope: (f, y) => (y * f < 1 ? -y : 0),
    lipschitz: () => 1,
  },
};

/** e^-x for x >= 0. */
function powerOfE(x: number): number {
  let part = x;
  let halvings = 0;
  for (; part > 20; part /= 2) halvings++;
  let power = 1 / exp(part);
  for (; halvings > 0; halvings--) power *= power;
  return power;
}
