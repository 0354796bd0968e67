import { square } from "../../numerics/square.js";
import type { Bound } from "../bound.js";
import type { Labelled } from "../compare.js";
import { adaptiveComplexity } from "../complexity/adaptive.js";
import { arcCosineGrams } from "../gram.js";
import { innerProducts } from "../inner-products.js";
import type { LinearAlgebra } from "../linear-algebra/algebra.js";
import { clippedAbsolute, meanLoss } from "../loss.js";
import type { OperatorNorm } from "../operator-norm.js";
import { networkBound } from "./network-bound.js";
import type { RunStatus } from "./run.js";
import type { BoundedLosses, TrackedMeasurement, TrackedRun } from "./tracked-run.js";
import type { Variant } from "./variants.js";

/** A network that has been trained, held against the kernels: plain data. */
export interface NetworkResult {
  variant: string;
  name: string;
  repetition: number;
  status: RunStatus;
  measurements: TrackedMeasurement[];
  losses: BoundedLosses;
  /**
   * Certified lower limit of |W'| |V'| for what the network says on the training points, in the limit
   * of infinite width with the gates of the start, at its own |W'|; null where W' = 0, and for
   * networks that are linearised or not cancelled.
   */
  needed: number | null;
  bound: Bound | null;
}

export interface Held {
  train: Labelled;
  ridge: number;
  gap: number;
  delta: number;
  operatorNorm: OperatorNorm;
}

/** What is kept of a finished run. */
export function networkResult(
  algebra: LinearAlgebra,
  { key, name, settings }: Variant,
  repetition: number,
  run: TrackedRun,
  { delta, gap, operatorNorm, ridge, train }: Held,
): NetworkResult {
  const { measurements, status } = run;
  const last = measurements[measurements.length - 1];
  const losses = run.losses();
  const n = train.data.samples;
  // Without cancellation V0 makes something of W', too, which neither limit takes into account.
  const nonlinear = settings.model === "three-layer" && settings.cancelled;
  const { needed, trace } = algebra.scope(() => {
    const r = innerProducts(algebra, train.data);
    const { feature, gate, second } = arcCosineGrams(algebra, r, ["gate", "feature", "second"]);
    let trace = 0;
    for (let i = 0; i < n; i++) trace += square(settings.kappa1) * second.values[i * n + i];
    if (!(last.norm1 > 0) || !nonlinear) return { trace, needed: null };
    const scale = square(settings.kappa1 / last.norm1);
    for (let i = 0; i < second.values.length; i++) second.values[i] *= scale;
    const y = Float64Array.from(run.outputs());
    const family = { gate, feature, frozen: second, y, ridge };
    return { trace, needed: adaptiveComplexity(algebra, family, { gap }).lower };
  });
  const sample = {
    n,
    empiricalLoss: losses.train.loss,
    trivialLoss: meanLoss(clippedAbsolute, new Float64Array(n), train.y),
    delta,
  };
  const { bound1, bound2 } = last;
  const rounds = settings.optimiser.name === "psgd" ? settings.optimiser.doublings + 1 : 1;
  const bound =
    bound1 !== null && bound2 !== null && nonlinear
      ? networkBound(
          sample,
          { bound1, bound2, rounds, frozenTrace: trace, flipped: last.flipped2 },
          operatorNorm,
        )
      : null;
  return {
    ...{ variant: key, name, repetition, status, measurements },
    ...{ losses, needed, bound },
  };
}
