import type { Sample } from "./estimator.js";

/**
 * Why I(X;T) of a sample's layer is H(T) and finite, and what says how much, in words; undefined when it is infinite, as for real
 * numbers with inputs from a continuum. Estimators by neighbours assume the latter: densities.
 */
export function discretenessOf({ discrete, population }: Sample): string | undefined {
  if (population) return "the inputs are all there are: the exact count says it";
  return discrete
    ? "the layer is of codes, or of inputs that are discrete: the exact count says it for the inputs at hand"
    : undefined;
}
