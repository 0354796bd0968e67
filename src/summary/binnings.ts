import { type DiscretisingSpec, nameOfSpec } from "../estimators/create.js";
import { expandEstimators } from "../estimators/schema.js";
import type { Experiment } from "../experiment/schema.js";
import { type LayerSummary, principalInputs } from "./layers.js";
import { isValid } from "./lost-prediction.js";
import type { RunSummary } from "./run-summary.js";

/** A binning without a correction: its name in the records, and its spec. */
export interface Binning {
  name: string;
  spec: DiscretisingSpec;
}

/** The binnings of an experiment, in its order. */
export function binningsOf({ estimators = [] }: Pick<Experiment, "estimators">): Binning[] {
  return expandEstimators(estimators)
    .filter((spec): spec is DiscretisingSpec => spec.kind === "bins" || spec.kind === "adaptive")
    .filter(({ correction }) => correction === "none")
    .map((spec) => ({ name: nameOfSpec(spec), spec }));
}

/** Of how many binned layers it was counted what they lose of the prediction. */
export interface BinnedLayers {
  counted: number;
  /** Those that lose nothing in any repetition in which it was counted, and how many these are. */
  valid: number;
  repetitions: number;
}

/** Null where it was counted of none. */
export function countBinnedLayers(
  run: Pick<RunSummary, "experiment" | "layers">,
): BinnedLayers | null {
  const counted = binnedLayers(run).flatMap(({ lostPrediction }) => lostPrediction ?? []);
  if (counted.length === 0) return null;
  const [{ counted: repetitions }] = counted;
  return { counted: counted.length, valid: counted.filter(isValid).length, repetitions };
}

/** The layers as they see them, over the inputs that figures are about. */
export function binnedLayers({
  experiment,
  layers,
}: Pick<RunSummary, "experiment" | "layers">): LayerSummary[] {
  const inputs = principalInputs(layers);
  const names = new Set(binningsOf(experiment).map(({ name }) => name));
  return layers.filter((row) => names.has(row.estimator) && row.inputs === inputs);
}
