import type { Engine } from "../engine/engine.js";
import { adaptiveBins } from "./adaptive-bins.js";
import { bins } from "./bins.js";
import { codes } from "./codes.js";
import { Counting } from "./counting.js";
import { type Discretisation, type DiscretisingEstimator, discretising } from "./discretising.js";
import type { Estimator } from "./estimator.js";
import { kde } from "./kde.js";
import { ksg } from "./ksg.js";
import { ross } from "./ross.js";
import {
  type EstimatorEntry,
  type EstimatorSpec,
  expandEstimators,
  type SpecOf,
} from "./schema.js";
import { shuffledLabels } from "./shuffled-labels.js";
import { widthBins } from "./width-bins.js";

/** One that counts states. */
export type DiscretisingSpec = SpecOf<"bins" | "adaptive" | "codes">;

/** An estimator, and the spec that it was made of. */
export interface Created {
  estimator: Estimator;
  spec: EstimatorSpec;
}

/**
 * The estimators of an experiment's list, lists in entries expanded, each followed by its baseline of
 * shuffled labels where one was asked for. They share memory of the engine's arena, and must not be
 * used after it was reset.
 */
export function createEstimators(entries: readonly EstimatorEntry[], engine: Engine): Estimator[] {
  return createWithSpecs(entries, engine).map(({ estimator }) => estimator);
}

/** The same, each with its spec. */
export function createWithSpecs(entries: readonly EstimatorEntry[], engine: Engine): Created[] {
  const counting = new Counting(engine);
  return expandEstimators(entries).flatMap((spec) => {
    const estimator = estimatorOf(spec, counting);
    const { shuffledLabels: shuffles } = spec;
    const own = shuffles ? [estimator, shuffledLabels(estimator, shuffles)] : [estimator];
    return own.map((one) => ({ estimator: one, spec }));
  });
}

/** The discretising estimator of a spec, without its baseline. */
export function createDiscretising(
  spec: DiscretisingSpec,
  counting: Counting,
): DiscretisingEstimator {
  return discretising(counting, discretisationOf(spec), spec.correction, spec.alphabet);
}

function estimatorOf(spec: EstimatorSpec, counting: Counting): Estimator {
  const { engine } = counting;
  switch (spec.kind) {
    case "kde":
      return kde(spec, engine);
    case "ksg":
      return ksg(spec, engine);
    case "ross":
      return ross(spec, engine);
    default:
      return createDiscretising(spec, counting);
  }
}

function discretisationOf(spec: DiscretisingSpec): Discretisation {
  switch (spec.kind) {
    case "bins":
      return spec.width === undefined
        ? bins(spec.bins as number, spec.bounds ?? "layer")
        : widthBins(spec.width);
    case "adaptive":
      return adaptiveBins(spec.bins, spec.bounds);
    case "codes":
      return codes();
  }
}
