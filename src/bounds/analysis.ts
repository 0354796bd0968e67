import { symmetricEigen } from "../numerics/symmetric-eigen.js";
import { gramAlignment } from "./alignment.js";
import type { Bound } from "./bound.js";
import {
  ADAPTIVE,
  type CompareOptions,
  type Contestant,
  compareKernels,
  type FitStep,
  type Labelled,
} from "./compare.js";
import { type AdaptiveComplexity, optimalGram } from "./complexity/adaptive.js";
import { type MemberValue, namedMembers } from "./complexity/members.js";
import { BoundsError, unlessSingular } from "./errors.js";
import { arcCosineGrams, kernelMatrix, smallestEigenvalue } from "./gram.js";
import { innerProducts, mostAlike } from "./inner-products.js";
import { gateKernel } from "./kernels/family.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";
import type { SmallestEigenvalue } from "./linear-algebra/smallest-eigenvalue.js";
import { dot } from "./linear-algebra/vectors.js";
import type { OperatorNorm } from "./operator-norm.js";

export interface AnalyseOptions extends CompareOptions {
  /** Also the eigenvalues of the optimal G and of the fixed ones: about 30 n^3 operations. Default: false. */
  spectra?: boolean;
  /** Milliseconds, to tell how long it took; without it no time is told. */
  clock?: () => number;
}

export interface NamedEigenvalue extends SmallestEigenvalue {
  name: string;
}

/** A data set held against kernels and bounds: plain data. */
export interface Analysis {
  n: number;
  features: number;
  /** What was done to the inputs. */
  note: string;
  /** Of Gram matrices without ridge; 0 where one is singular. */
  smallestEigenvalues: NamedEigenvalue[];
  /** At the ridge that did best on validation data. */
  adaptive: {
    ridge: number;
    value: number;
    lower: number;
    gap: number;
    converged: boolean;
    rank: number;
    iterations: number;
    singularValues: number[];
  };
  steps: FitStep[];
  /** Fixed members of the family, at the same ridge; none where H is singular. */
  members: MemberValue[];
  contestants: Contestant[];
  arora: Bound | null;
  operatorNorm: OperatorNorm;
  /** Eigenvalues, greatest first; those that are rounding left out. Where H is singular, of the optimal G alone. */
  spectra: { name: string; values: number[] }[];
  /** Of H, F3 and y y' with the optimal G. */
  alignments: { name: string; value: number | null }[];
  seconds: number | null;
}

/** The least and greatest ratio of an eigenvalue to the greatest one that is not rounding. */
const ROUNDING = 1e-13;

/**
 * Compares kernels, predictors and bounds on a data set.
 *
 * @throws BoundsError when there are fewer than two samples, two of them have one direction, or a
 * Gram matrix is singular for the ridges asked for.
 */
export function analyse(
  algebra: LinearAlgebra,
  parts: Record<"train" | "validation" | "test", Labelled>,
  options: AnalyseOptions = {},
): { analysis: Analysis; optimal: Float64Array } {
  const begun = options.clock?.();
  const { data, y } = parts.train;
  return algebra.scope(() => {
    const r = innerProducts(algebra, data);
    checkDistinct(r);
    const compared = compareKernels(algebra, parts, options);
    const { adaptive, arora, contestants, members, operatorNorm, steps } = compared;
    const grams = arcCosineGrams(algebra, r, ["relu", "feature", "gate"]);
    if (options.gate && options.gate !== gateKernel) {
      grams.gate = kernelMatrix(algebra, r, options.gate);
    }
    const optimal = optimalGram(adaptive);
    const { converged, gap, iterations, lower, rank, singularValues, value } = adaptive;
    const ridge = contestants[contestants.length - 1].ridge;
    const analysis: Analysis = {
      ...{ n: data.samples, features: data.features, note: data.note },
      smallestEigenvalues: smallestEigenvalues(algebra, grams, contestants),
      adaptive: { ridge, value, lower, gap, converged, rank, iterations, singularValues },
      ...{ steps, members, contestants, arora: arora ?? null, operatorNorm },
      spectra: options.spectra ? spectraOf(algebra, grams, y, adaptive) : [],
      alignments: [
        { name: "H", value: gramAlignment(grams.feature.values, optimal) },
        { name: "F3", value: gramAlignment(grams.relu.values, optimal) },
        { name: "yy'", value: gramAlignment(outer(y), optimal) },
      ],
      seconds: null,
    };
    if (options.clock) analysis.seconds = (options.clock() - begun!) / 1000;
    return { analysis, optimal };
  });
}

const outer = (y: Float64Array) =>
  Float64Array.from({ length: y.length * y.length }, (_, at) => {
    return y[Math.floor(at / y.length)] * y[at % y.length];
  });

function checkDistinct(r: Matrix): void {
  if (r.rows < 2) {
    throw new BoundsError(`there is ${r.rows} sample to train on; expected at least 2`);
  }
  const pair = mostAlike(r);
  if (pair && pair.value > 1 - 1e-14) {
    throw new BoundsError(
      `training samples ${pair.i} and ${pair.j} have the same direction; expected distinct inputs on the sphere: H is singular for these`,
    );
  }
}

interface Grams {
  relu: Matrix;
  feature: Matrix;
  gate: Matrix;
}

/** Of what every contestant fits, and of K and F3. */
function smallestEigenvalues(
  algebra: LinearAlgebra,
  { gate, relu }: Grams,
  contestants: readonly Contestant[],
): NamedEigenvalue[] {
  return [
    ...contestants.map(({ name, smallest }) => ({
      name: name === ADAPTIVE ? "K∘G, optimal G" : name,
      ...smallest,
    })),
    { name: "K", ...smallestEigenvalue(algebra, gate, "K") },
    { name: "F3", ...smallestEigenvalue(algebra, relu, "F3") },
  ];
}

/** Of the optimal G and, where H is not singular, of the named ones, all of cost at most 1. */
function spectraOf(
  algebra: LinearAlgebra,
  { feature, relu }: Grams,
  y: Float64Array,
  adaptive: AdaptiveComplexity,
): Analysis["spectra"] {
  return algebra.scope(() => [
    { name: "optimal G", values: optimalEigenvalues(adaptive) },
    ...(unlessSingular(() => namedMembers(algebra, { feature, relu, y })) ?? [])
      .slice(0, 2)
      .map(({ gram, name }) => ({ name, values: eigenvalues(gram.values, gram.rows) })),
  ]);
}

/** Of sum_k g_k g_k'/total: those of the small matrix <g_k, g_l>/total. */
function optimalEigenvalues({ products, rank, singularValues }: AdaptiveComplexity): number[] {
  const { g, samples: n } = products;
  const total = singularValues.reduce((sum, value) => sum + value, 0);
  const small = Float64Array.from({ length: rank * rank }, (_, at) => {
    const [k, l] = [Math.floor(at / rank), at % rank];
    return dot(g.subarray(k * n, (k + 1) * n), g.subarray(l * n, (l + 1) * n)) / total;
  });
  return eigenvalues(small, rank);
}

function eigenvalues(gram: Float64Array, n: number): number[] {
  const values = Array.from(symmetricEigen(gram, n).values).reverse();
  return values.filter((value) => value > ROUNDING * values[0]);
}
