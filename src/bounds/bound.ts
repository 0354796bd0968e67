import { log } from "../numerics/log.js";
import { log2 } from "../numerics/log2.js";
import type { SmallestEigenvalue } from "./linear-algebra/smallest-eigenvalue.js";

/** A bound on the population loss of a predictor, with the terms that it is the sum of. */
export interface Bound {
  name: string;
  value: number;
  terms: { empirical: number; complexity: number; confidence: number };
  /** The bound holds with probability 1 - delta over the training sample (and the Monte Carlo draws). */
  delta: number;
  /** What a predictor that always says 0 loses on the sample. */
  trivialLoss: number;
  /** Whether the bound says no more than the trivial loss does. */
  vacuous: boolean;
  assumptions: string[];
}

export interface Sample {
  n: number;
  /** Mean loss of the predictor on the sample. */
  empiricalLoss: number;
  /** Mean loss of the prediction 0. */
  trivialLoss: number;
  delta: number;
}

export const COMMON_ASSUMPTIONS = [
  "the sample is drawn independently from one distribution",
  "the loss lies in [0, 1] and is 1-Lipschitz in the prediction",
];

/** The bound that is the sum of its terms. */
export function boundOf(
  name: string,
  { delta, trivialLoss }: Pick<Sample, "delta" | "trivialLoss">,
  terms: Bound["terms"],
  assumptions: string[],
): Bound {
  const value = terms.empirical + terms.complexity + terms.confidence;
  return { name, value, terms, delta, trivialLoss, vacuous: value >= trivialLoss, assumptions };
}

/** 3 sqrt(log(2/delta)/(2n)) of a bound by the empirical Rademacher complexity. */
export const confidenceTerm = (n: number, delta: number) => 3 * Math.sqrt(log(2 / delta) / (2 * n));

/**
 * empirical loss + 2 B R/n + 3 sqrt(log(2/delta')/(2n)) for a predictor of norm B in a class whose
 * unit ball has the empirical Rademacher complexity R/n (Bartlett & Mendelson 2002). As B depends on
 * the labels, B is rounded up to a power of 2^(1/4) and delta is shared among these:
 * delta' = (2/3) delta/((|j| + 1)(|j| + 2)) for B = 2^(j/4).
 */
export function rademacherBound(
  name: string,
  sample: Sample,
  { norm, unit }: { norm: number; unit: number },
  assumptions: readonly string[] = [],
): Bound {
  const { radius, share } = gridAbove(norm);
  const { delta, empiricalLoss, n } = sample;
  const terms = {
    empirical: empiricalLoss,
    complexity: (2 * radius * unit) / n,
    confidence: confidenceTerm(n, delta * share),
  };
  return boundOf(name, sample, terms, [
    ...COMMON_ASSUMPTIONS,
    "the norm of the predictor is rounded up to a power of 2^(1/4), and delta is shared among these powers",
    ...assumptions,
  ]);
}

function gridAbove(norm: number): { radius: number; share: number } {
  if (!(norm > 0)) return { radius: 0, share: 1 / 3 };
  let j = Math.ceil(4 * log2(norm));
  while (quarterPower(j) < norm) j++;
  const size = Math.abs(j);
  return { radius: quarterPower(j), share: 2 / 3 / ((size + 1) * (size + 2)) };
}

/** 2^(j/4) from exact doubling and square roots. */
function quarterPower(j: number): number {
  const whole = Math.floor(j / 4);
  const quarters = j - 4 * whole;
  const base = [1, Math.sqrt(Math.SQRT2), Math.SQRT2, Math.SQRT2 * Math.sqrt(Math.SQRT2)][quarters];
  let power = 1;
  for (let k = 0; k < Math.abs(whole); k++) power = whole > 0 ? power * 2 : power / 2;
  return base * power;
}

/**
 * The two-layer bound of Arora, Du, Hu, Li & Wang 2019: sqrt(2 y'H^-1 y/n) + O(sqrt(log(n/(lambda0
 * delta))/n)) for a wide enough network trained to zero loss by gradient descent. The constant of the
 * second term is not stated there; it is taken to be 1 here, and said so.
 */
export function aroraBound(
  sample: Sample,
  { complexity, smallest }: { complexity: number; smallest: SmallestEigenvalue },
): Bound {
  const { delta, n } = sample;
  const terms = {
    empirical: 0,
    complexity: Math.sqrt((2 * complexity * complexity) / n),
    confidence: Math.sqrt(log(Math.max(1, n / (smallest.value * delta))) / n),
  };
  return boundOf("two-layer NTK (Arora et al. 2019)", sample, terms, [
    ...COMMON_ASSUMPTIONS,
    `the smallest eigenvalue of H is about ${smallest.value.toPrecision(3)}${smallest.proven ? "" : ", which is not proven: it may be smaller"}`,
    "width and training time are as large as the theorem asks, labels are interpolated, |y| <= 1",
    "the constant of the last term, which the theorem leaves open, is taken to be 1: an order of magnitude, no bound",
  ]);
}

/**
 * A bound for C classes from C one-against-the-rest bounds, each made with delta/C: the class with
 * the greatest prediction is wrong only where one of the C signs is.
 */
export function oneVsRestBound(bounds: readonly Bound[]): Bound {
  const total = (term: keyof Bound["terms"]) =>
    bounds.reduce((sum, { terms }) => sum + terms[term], 0);
  const value = bounds.reduce((sum, bound) => sum + bound.value, 0);
  const trivialLoss = 1 - 1 / bounds.length;
  return {
    name: `one against the rest, ${bounds.length} classes: ${bounds[0].name}`,
    value,
    terms: {
      empirical: total("empirical"),
      complexity: total("complexity"),
      confidence: total("confidence"),
    },
    delta: bounds.reduce((sum, { delta }) => sum + delta, 0),
    trivialLoss,
    vacuous: value >= trivialLoss,
    assumptions: [
      ...bounds[0].assumptions,
      "the error over all classes is at most the sum of those of the signs (union bound); trivial is a guess among equal classes",
    ],
  };
}

/** +1 for one class, -1 for the rest. */
export function oneVsRestLabels(labels: ArrayLike<number>, positive: number): Float64Array {
  return Float64Array.from({ length: labels.length }, (_, i) => (labels[i] === positive ? 1 : -1));
}
