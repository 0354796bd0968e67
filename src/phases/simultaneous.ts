import { studentQuantile } from "../numerics/student.js";
import type { Interval } from "./bootstrap.js";
import type { Phase, Verdict } from "./phase.js";
import { repetitionsForNo } from "./rule.js";

/** Tail of a 95 % interval. */
const TAIL = 0.025;

/**
 * A 95 % interval of so many values, widened so that `count` of its kind hold together with 95 %
 * (Bonferroni): its distances from the mean times t(0.025 / count) / t(0.025), Student's of n - 1
 * degrees of freedom (derived here: exact where meanInterval is Student's, and its skewness stays).
 */
export function simultaneous(
  { value, low, high }: Interval,
  repetitions: number,
  count: number,
): Interval {
  const factor = widening(repetitions, count);
  return { value, low: value + factor * (low - value), high: value + factor * (high - value) };
}

/**
 * The verdict on a phase when any one of `count` verdicts would do for a conclusion: what it is by
 * itself if it stands, by every smoothing, with intervals for so many at once, and for a `no` with
 * the repetitions that so many need; else undecided. Among `count` phases a false verdict is then as
 * rare as on one alone.
 */
export function verdictAmong(phase: Phase, count: number): Verdict {
  const { atMeanPeak, minimal, repetitions, smoothings, verdict } = phase;
  if (verdict === "undecided" || count <= 1) return verdict;
  if (verdict === "no" && repetitions < repetitionsForNo(count)) return "undecided";
  const widened = (one: Interval) => simultaneous(one, repetitions, count);
  const stands =
    verdict === "yes"
      ? smoothings.every((one) => widened(one).low > minimal)
      : [atMeanPeak, ...smoothings].every((one) => widened(one).high < minimal);
  return stands ? verdict : "undecided";
}

function widening(repetitions: number, count: number): number {
  if (repetitions < 2 || count <= 1) return 1;
  const key = `${repetitions} ${count}`;
  let factor = known.get(key);
  if (factor === undefined) {
    factor =
      studentQuantile(TAIL / count, repetitions - 1) / studentQuantile(TAIL, repetitions - 1);
    known.set(key, factor);
  }
  return factor;
}

const known = new Map<string, number>();
