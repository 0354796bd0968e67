import { RandomStream } from "../../src/numerics/random.js";
import { type Course, judgePhase, type Phase, type PhaseKind } from "../../src/phases/phase.js";
import { verdictAmong } from "../../src/phases/simultaneous.js";

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
  /** This share of the repetitions has all of the fall, so much larger; the others have none. */
  share?: number;
  measurements?: number;
}

/** A made-up I(X;T) with a ceiling of 12 bits, so that the minimal effect is 0.12 bits. */
export function madeUpCourse(world: World, random: RandomStream): Course {
  const { measurements = 200, drop = 1, share = 1 } = world;
  const scale = world.shape === "plateau" ? 1 : drop;
  const mean = Array.from({ length: measurements }, (_, i) =>
    SHAPES[world.shape](i / (measurements - 1)),
  );
  const values = Array.from({ length: world.repetitions }, () => {
    const own = share === 1 ? 1 : random.uniform() < share ? 1 / share : 0;
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
  /** Where all intervals, smoothed and not, are above the minimal effect. */
  yes: number;
  /** Where all of them are below, at the mean's peak too: a `no`, if there are repetitions enough. */
  below: number;
  /** Whose interval, unsmoothed, holds the true drop. */
  covered: number;
}

/** Judges so many made-up courses, whatever their number of repetitions. */
export function rates(world: World, trials: number, seed = 0): Rates {
  const random = new RandomStream(0x74726961, seed);
  const kind: PhaseKind = "compression";
  const truth = trueDrop(world);
  const sums = { yes: 0, below: 0, covered: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const { atMeanPeak, low, high, minimal, smoothings } = judgePhase(
      kind,
      madeUpCourse(world, random),
    ).phase;
    const agreed = (verdict: string) => smoothings.every((one) => one.verdict === verdict);
    if (agreed("yes")) sums.yes++;
    if (agreed("no") && atMeanPeak.high < minimal) sums.below++;
    if (low <= truth && truth <= high) sums.covered++;
  }
  return { yes: sums.yes / trials, below: sums.below / trials, covered: sums.covered / trials };
}

/** A phase of the size of each change, over as many repetitions, of which the minimal effect is 0.12 bits. */
export function phaseOf(changes: readonly number[]): Phase {
  const values = changes.map((change) => Float64Array.of(8, 8 - change));
  const course: Course = { values, epochs: [0, 1], from: 0, ceiling: 12, status: "exact" };
  return judgePhase("compression", course).phase;
}

/** Shares of families, 0..1, in which some phase is called one. */
export interface FamilyRates {
  /** Verdicts one by one. */
  alone: number;
  /** Each among all of its family. */
  among: number;
}

/** Judges families of phases whose true size is just the minimal effect, so that every yes is false. */
export function familyRates(
  { phases, repetitions }: { phases: number; repetitions: number },
  trials: number,
  seed = 0,
): FamilyRates {
  const random = new RandomStream(0x66616d69, seed);
  const sums = { alone: 0, among: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const family = Array.from({ length: phases }, () =>
      phaseOf(Array.from({ length: repetitions }, () => 0.12 + 0.01 * normal(random))),
    );
    if (family.some(({ verdict }) => verdict === "yes")) sums.alone++;
    if (family.some((phase) => verdictAmong(phase, phases) === "yes")) sums.among++;
  }
  return { alone: sums.alone / trials, among: sums.among / trials };
}
