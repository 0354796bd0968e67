import { Gaussian } from "../numerics/gaussian.js";
import { RandomStream } from "../numerics/random.js";
import { square } from "../numerics/square.js";
import { BoundsError } from "./errors.js";
import { onSphere, type SphereData } from "./sphere.js";

const POINTS = 0x53504852;
const LABELS = 0x4c41424c;
const NOISE = 0x4e4f4953;

/** `samples` uniform points on the unit sphere in R^features. */
export function uniformSphere(samples: number, features: number, seed: number): SphereData {
  const gaussian = new Gaussian(new RandomStream(seed).child(POINTS));
  return onSphere(
    Float64Array.from({ length: samples * features }, () => gaussian.next()),
    features,
  );
}

interface Target {
  /** What it is a function of, in the coordinates t = sqrt(d) x, of variance 1. */
  formula: string;
  /** Coordinates that it reads. */
  reads: number;
  at(t: (j: number) => number): number;
}

const relu = (x: number) => Math.max(x, 0);

/** Targets in the coordinates t = sqrt(d) x of a point x on the sphere in R^d. */
export const TARGETS = {
  linear: { formula: "t1", reads: 1, at: (t) => t(0) },
  product: { formula: "t1 t2", reads: 2, at: (t) => t(0) * t(1) },
  "relu-product": {
    formula: "relu(t1) relu(t2)",
    reads: 2,
    at: (t) => relu(t(0)) * relu(t(1)),
  },
  sign: { formula: "sign(t1)", reads: 1, at: (t) => (t(0) < 0 ? -1 : 1) },
  quadratic: {
    formula: "t1^2 - t2^2 + t3 t4",
    reads: 4,
    at: (t) => t(0) * t(0) - t(1) * t(1) + t(2) * t(3),
  },
  cubic: { formula: "t1 t2 t3", reads: 3, at: (t) => t(0) * t(1) * t(2) },
  "low-rank": {
    formula: "(t1 + t2)^2 (t1 - t2)/2",
    reads: 2,
    at: (t) => (square(t(0) + t(1)) * (t(0) - t(1))) / 2,
  },
  staircase: {
    formula: "t1 + t1 t2 + t1 t2 t3",
    reads: 3,
    at: (t) => t(0) + t(0) * t(1) + t(0) * t(1) * t(2),
  },
  random: { formula: "independent signs", reads: 0, at: () => 0 },
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

export interface TargetOptions {
  /** Standard deviation of Gaussian noise added to the labels. Default: 0. */
  noise?: number;
  /** Seed of random labels and of the noise. Default: 0. */
  seed?: number;
}

/** Labels of every point. @throws BoundsError when the points have too few features. */
export function targetLabels(
  name: TargetName,
  { features, points, samples }: SphereData,
  { noise = 0, seed = 0 }: TargetOptions = {},
): Float64Array {
  const target: Target = TARGETS[name];
  if (target.reads > features) {
    throw new BoundsError(
      `target ${name} reads ${target.reads} features, the data have ${features}; expected as many`,
    );
  }
  const root = Math.sqrt(features);
  const stream = new RandomStream(seed);
  const signs = stream.child(LABELS);
  const gaussian = new Gaussian(stream.child(NOISE));
  return Float64Array.from({ length: samples }, (_, i) => {
    const clean =
      name === "random"
        ? signs.below(2) * 2 - 1
        : target.at((j) => root * points[i * features + j]);
    return noise > 0 ? clean + noise * gaussian.next() : clean;
  });
}
