import type { Engine } from "../engine/engine.js";
import type { Estimator } from "./estimator.js";
import type { EstimatorSpec } from "./schema.js";

export function createEstimators(_specs: readonly EstimatorSpec[], _engine: Engine): Estimator[] {
  return [];
}
