import type { Engine } from "../engine/engine.js";
import { adaptiveBins } from "./adaptive-bins.js";
import { bins } from "./bins.js";
import { codes } from "./codes.js";
import { Counting } from "./counting.js";
import { type Discretisation, type DiscretisingEstimator, discretising } from "./discretising.js";
import type { Estimator } from "./estimator.js";
import { type EstimatorEntry, expandEstimators, type SpecOf } from "./schema.js";
import { shuffledLabels } from "./shuffled-labels.js";
import { widthBins } from "./width-bins.js";

type DiscretisingKind = "bins" | "adaptive" | "codes";

/** What createEstimators can make. */
export type CreatableEntry = Extract<EstimatorEntry, { kind: DiscretisingKind }>;

/** One that counts states. */
export type DiscretisingSpec = SpecOf<DiscretisingKind>;

/**
 * The estimators of an experiment's list, lists in entries expanded, each followed by its baseline of
 * shuffled labels where one was asked for. They share memory of the engine's arena, and must not be
 * used after it was reset.
 */
export function createEstimators(entries: readonly CreatableEntry[], engine: Engine): Estimator[] {
  const counting = new Counting(engine);
  return (expandEstimators(entries) as DiscretisingSpec[]).flatMap((spec) => {
    const estimator = createDiscretising(spec, counting);
    const { shuffledLabels: shuffles } = spec;
    return shuffles ? [estimator, shuffledLabels(estimator, shuffles)] : [estimator];
  });
}

/** The estimator of a spec, without its baseline. */
export function createDiscretising(
  spec: DiscretisingSpec,
  counting: Counting,
): DiscretisingEstimator {
  return discretising(counting, discretisationOf(spec), spec.correction, spec.alphabet);
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
