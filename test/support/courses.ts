import { RandomStream } from "../../src/numerics/random.js";
import { type Course, judgePhase, type PhaseKind } from "../../src/phases/phase.js";

/** How the mean curve of a made-up quantity runs, in bits, over shares 0..1 of the training. */
export const SHAPES = {
  flat: () => 0,
  /** Rises by 3 bits, ever more slowly, and never falls. */
  plateau: (share: number) => -3 / (1 + 100 * share),
  /** Rises to the first fifth and falls by one from there to the end. */
  fall: (share: number) => (share < 0.2 ? 5 * share - 1 : (0.2 - share) / 0.8),
  /** Flat until the last fifth, then falls by one. */
  late: (share: number) => Math.min(0, (0.8 - share) / 0.2),
};
export type Shape = keyof typeof SHAPES;

/** White; correlated by 0.95 from measurement to measurement; summed up, as large at the end. */
export type Noise = "white" | "AR(1)" | "walk";

export interface World {
  shape: Shape;
  noise: Noise;
  /** Standard deviation of the noise of a repetition (at the end, of a walk), bits. */
  deviation: number;
  /** Size of the fall, bits; of flat and plateau nothing. */
  drop?: number;
  repetitions: number;
  /** One repetition in five falls five times as far, the others not at all. */
  lumpy?: boolean;
  measurements?: number;
}

/** A made-up I(X;T) with a ceiling of 12 bits, so that the minimal effect is 0.12 bits. */
export function madeUpCourse(world: World, random: RandomStream): Course {
  const { measurements = 200, drop = 1, lumpy = false } = world;
  const scale = world.shape === "plateau" ? 1 : drop;
  const mean = Array.from({ length: measurements }, (_, i) =>
    SHAPES[world.shape](i / (measurements - 1)),
  );
  const values = Array.from({ length: world.repetitions }, () => {
    const own = lumpy ? (random.uniform() < 0.2 ? 5 : 0) : 1;
    const noise = noiseMaker(world, measurements, random);
    return Float64Array.from(mean, (value) => 8 + own * scale * value + noise());
  });
  const epochs = mean.map((_, epoch) => epoch);
  return { values, epochs, from: 0, ceiling: 12, status: "exact" };
}

/** The compression that there is in truth: the largest value of the mean curve minus its last. */
export const trueDrop = ({ shape, drop = 1 }: World): number =>
  shape === "flat" || shape === "plateau" ? 0 : drop;

function noiseMaker({ noise, deviation }: World, measurements: number, random: RandomStream) {
  if (noise === "white") return () => deviation * normal(random);
  if (noise === "walk") {
    let at = 0;
    return () => (at += (deviation * normal(random)) / Math.sqrt(measurements));
  }
  let at = deviation * normal(random);
  return () => (at = 0.95 * at + Math.sqrt(1 - 0.95 ** 2) * deviation * normal(random));
}

/** About normal, of mean 0 and variance 1: the sum of six uniform numbers. */
const normal = (random: RandomStream): number => {
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += random.uniform();
  return (sum - 3) * Math.SQRT2;
};

/** Shares of trials, 0..1. */
export interface Rates {
  yes: number;
  no: number;
  /** Whose interval, unsmoothed, holds the true drop. */
  covered: number;
}

/** Judges so many made-up courses, whatever their number of repetitions. */
export function rates(world: World, trials: number, seed = 0): Rates {
  const random = new RandomStream(0x74726961, seed);
  const kind: PhaseKind = "compression";
  const truth = trueDrop(world);
  const sums = { yes: 0, no: 0, covered: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const { low, high, smoothings } = judgePhase(kind, madeUpCourse(world, random)).phase;
    const agreed = (verdict: string) => smoothings.every((one) => one.verdict === verdict);
    if (agreed("yes")) sums.yes++;
    if (agreed("no")) sums.no++;
    if (low <= truth && truth <= high) sums.covered++;
  }
  return { yes: sums.yes / trials, no: sums.no / trials, covered: sums.covered / trials };
}
