import { canonical, determining } from "../experiment/hash.js";
import type { Experiment } from "../experiment/schema.js";

/**
 * What decides the exact counts of an experiment, as a text: its document without what is only asked
 * beside them (estimators, diagnostics, scatter, other inputs than the principal ones).
 */
export function networkKey(experiment: Experiment): string {
  const { diagnostics, estimators, informationOn, scatter, ...rest } = determining(experiment);
  const inputs = informationOn.includes("all") ? "all" : informationOn[0];
  return canonical({ ...rest, inputs });
}
