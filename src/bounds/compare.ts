import { aroraBound, type Bound, rademacherBound } from "./bound.js";
import {
  type AdaptiveComplexity,
  type AdaptiveOptions,
  adaptiveComplexity,
  optimalGram,
} from "./complexity/adaptive.js";
import {
  type BestMember,
  leastMember,
  type MemberValue,
  memberComplexities,
  namedMembers,
} from "./complexity/members.js";
import { unlessSingular } from "./errors.js";
import { arcCosineGrams, kernelMatrix, smallestEigenvalue } from "./gram.js";
import { crossProducts, innerProducts } from "./inner-products.js";
import { gateKernel } from "./kernels/family.js";
import type { SphereKernel } from "./kernels/sphere-kernel.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";
import type { SmallestEigenvalue } from "./linear-algebra/smallest-eigenvalue.js";
import { clippedAbsolute, type Loss, meanLoss, zeroOne } from "./loss.js";
import { type OperatorNorm, operatorNorm } from "./operator-norm.js";
import { kernelRegression, predictKernel, predictProducts } from "./predict.js";
import type { SphereData } from "./sphere.js";

/** Points with labels. */
export interface Labelled {
  data: SphereData;
  y: Float64Array;
}

export interface CompareOptions extends AdaptiveOptions {
  /** Candidates for the ridge; the one with the least validation loss is taken, for each kernel. */
  ridges?: readonly number[];
  loss?: Loss;
  /** Each bound fails with at most this probability. Default: 0.05. */
  delta?: number;
  seed?: number;
  draws?: number;
  /** K, the gates of the second layer. Default: those of a ReLU network. */
  gate?: SphereKernel;
}

/** One kernel, or the adaptive family, fitted, judged and bounded. */
export interface Contestant {
  name: string;
  /** Of its Gram matrix without ridge, for the family of K∘G with the optimal G; 0 where that is singular. */
  smallest: SmallestEigenvalue;
  ridge: number;
  /** sqrt(y'(A + ridge I)^-1 y), or N. */
  complexity: number;
  /** 2 sqrt(tr A) |f|_A / n, or 2 R_op sum_k |f_k| |g_k| / n, by the mean of R_op. */
  rademacher: number;
  losses: Record<"train" | "validation" | "test", { loss: number; signErrors: number }>;
  bound: Bound;
}

/** One iteration of the adaptive fit: its value, the gap to the best bound yet, its products. */
export interface FitStep {
  iteration: number;
  value: number;
  gap: number;
  rank: number;
}

export interface Comparison {
  contestants: Contestant[];
  /** The two-layer bound for interpolation, where H is not singular. */
  arora: Bound | undefined;
  adaptive: AdaptiveComplexity;
  /** The iterations of `adaptive`. */
  steps: FitStep[];
  operatorNorm: OperatorNorm;
  /** Fixed members of the family at the ridge of the adaptive fit; empty where H is singular. */
  members: MemberValue[];
  /** The best fixed member of the family at the ridge of the adaptive fit. */
  best: BestMember | undefined;
}

/** Name of the family among the contestants. */
export const ADAPTIVE = "adaptive family";

const RIDGES = [1e-4, 1e-3, 1e-2, 1e-1];

/**
 * Fits H, K∘F3, K∘H, their sum and the adaptive family on training data, the ridge of each chosen on
 * validation data by the loss; test data serve for nothing but the last figure.
 */
export function compareKernels(
  algebra: LinearAlgebra,
  parts: Record<"train" | "validation" | "test", Labelled>,
  options: CompareOptions = {},
): Comparison {
  const { delta = 0.05, gate = gateKernel, loss = clippedAbsolute, ridges = RIDGES } = options;
  const { train } = parts;
  const n = train.data.samples;
  const r = innerProducts(algebra, train.data);
  const grams = kernelsOf(algebra, r, gate);
  const cross = {
    train: grams,
    validation: kernelsOf(algebra, crossProducts(algebra, parts.validation.data, train.data), gate),
    test: kernelsOf(algebra, crossProducts(algebra, parts.test.data, train.data), gate),
  };
  const sample = (empiricalLoss: number) => ({
    n,
    empiricalLoss,
    trivialLoss: meanLoss(loss, new Float64Array(n), train.y),
    delta,
  });
  const judge = (predict: (part: keyof typeof parts) => Float64Array) => {
    const one = (part: keyof typeof parts) => {
      const predictions = predict(part);
      const { y } = parts[part];
      return {
        loss: meanLoss(loss, predictions, y),
        signErrors: meanLoss(zeroOne, predictions, y),
      };
    };
    return { train: one("train"), validation: one("validation"), test: one("test") };
  };
  const contestants: Contestant[] = FIXED.map(({ key, name }) => {
    const gram = grams[key];
    const fits = ridges.map((ridge) => {
      const fit = kernelRegression(algebra, gram, train.y, ridge, name, r);
      return { ridge, fit, losses: judge((part) => predictKernel(fit, cross[part][key])) };
    });
    const { fit, losses, ridge } = leastValidation(fits);
    const unit = Math.sqrt(trace(gram));
    const bound = rademacherBound(name, sample(losses.train.loss), { norm: fit.norm, unit }, [
      `the kernel ${name} was fixed before the data were seen`,
    ]);
    return {
      name,
      smallest: smallestEigenvalue(algebra, gram, name),
      ridge,
      complexity: fit.complexity,
      rademacher: (2 * unit * fit.norm) / n,
      losses,
      bound,
    };
  });
  const norms = operatorNorm(algebra, grams.gate, grams.feature, {
    delta: delta / 10,
    draws: options.draws,
    seed: options.seed,
  });
  const fits = ridges.map((ridge) => {
    const family = { gate: grams.gate, feature: grams.feature, y: train.y, ridge };
    const steps: FitStep[] = [];
    const trace = (step: FitStep) => steps.push(step);
    const fit = adaptiveComplexity(algebra, family, { ...options, trace });
    return {
      ridge,
      fit,
      steps,
      losses: judge((part) => predictProducts(fit.products, cross[part])),
    };
  });
  const { fit: adaptive, losses, ridge, steps } = leastValidation(fits);
  const members = membersOf(algebra, grams, train.y, ridge);
  const nuclear = adaptive.singularValues.reduce((sum, value) => sum + value, 0);
  contestants.push({
    name: ADAPTIVE,
    smallest: algebra.scope(() =>
      smallestEigenvalue(algebra, optimalMember(algebra, grams.gate, adaptive), "K∘G"),
    ),
    ridge,
    complexity: adaptive.value,
    rademacher: (2 * norms.mean * nuclear) / n,
    losses,
    bound: adaptiveBound({ ...sample(losses.train.loss) }, nuclear, norms),
  });
  return {
    contestants,
    arora: aroraOf(algebra, grams.feature, train.y, sample(0)),
    adaptive,
    steps,
    operatorNorm: norms,
    members,
    best: members.length > 0 ? leastMember(members, adaptive.value) : undefined,
  };
}

/** The bound over the whole family: R_op by its Monte Carlo upper limit, whose delta is part of the bound's. */
export function adaptiveBound(
  sample: Parameters<typeof rademacherBound>[1],
  nuclearNorm: number,
  norms: OperatorNorm,
): Bound {
  const own = { ...sample, delta: sample.delta - norms.delta };
  const bound = rademacherBound(ADAPTIVE, own, { norm: nuclearNorm, unit: norms.upper }, [
    "derived here, in the spirit of Gatmiry, Jegelka & Kelner 2022: the class is that of all sums of products with a bounded nuclear norm",
    norms.method === "student"
      ? `R_op is at most its Monte Carlo limit (${norms.draws} draws, Student's t, failing with probability ${norms.delta}), the mean of the draws taken as normal`
      : `R_op is at most its Monte Carlo limit (${norms.draws} draws, bounded differences, failing with probability ${norms.delta})`,
  ]);
  return { ...bound, delta: sample.delta };
}

const FIXED = [
  { key: "feature", name: "H" },
  { key: "second", name: "K∘F3" },
  { key: "first", name: "K∘H" },
  { key: "both", name: "K∘F3 + K∘H" },
] as const;

/** H, F3, K, and K∘F3, K∘H and their sum; in one pass for the gates of a ReLU network. */
function kernelsOf(algebra: LinearAlgebra, r: Matrix, gate: SphereKernel) {
  const grams =
    gate === gateKernel
      ? arcCosineGrams(algebra, r, ["relu", "feature", "gate", "second", "first"])
      : gatedBy(algebra, r, gate);
  const both = algebra.matrix(r.rows, r.columns);
  for (let i = 0; i < both.values.length; i++) {
    both.values[i] = grams.second.values[i] + grams.first.values[i];
  }
  return { ...grams, both };
}

function gatedBy(algebra: LinearAlgebra, r: Matrix, kernel: SphereKernel) {
  const { feature, relu } = arcCosineGrams(algebra, r, ["relu", "feature"]);
  const gate = kernelMatrix(algebra, r, kernel);
  const times = (other: Matrix) =>
    algebra.matrix(
      r.rows,
      r.columns,
      other.values.map((value, i) => value * gate.values[i]),
    );
  return { relu, feature, gate, second: times(relu), first: times(feature) };
}

/** K∘G with the optimal G. */
const optimalMember = (
  algebra: LinearAlgebra,
  gate: Matrix,
  adaptive: AdaptiveComplexity,
): Matrix =>
  algebra.matrix(
    gate.rows,
    gate.rows,
    optimalGram(adaptive).map((value, at) => value * gate.values[at]),
  );

function leastValidation<T extends { losses: { validation: { loss: number } } }>(fits: T[]): T {
  return fits.reduce((best, fit) =>
    fit.losses.validation.loss < best.losses.validation.loss ? fit : best,
  );
}

function trace({ rows, values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += values[i * rows + i];
  return sum;
}

function aroraOf(
  algebra: LinearAlgebra,
  feature: Matrix,
  y: Float64Array,
  sample: Parameters<typeof aroraBound>[0],
): Bound | undefined {
  return unlessSingular(() => aroraBound(sample, kernelRegression(algebra, feature, y, 0, "H")));
}

function membersOf(
  algebra: LinearAlgebra,
  { feature, gate, relu }: ReturnType<typeof kernelsOf>,
  y: Float64Array,
  ridge: number,
): MemberValue[] {
  const values = unlessSingular(() =>
    algebra.scope(() => {
      const members = namedMembers(algebra, { feature, relu, y });
      return memberComplexities(algebra, { gate, y, ridge }, members);
    }),
  );
  return values ?? [];
}
