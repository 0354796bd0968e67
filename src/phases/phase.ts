import type { Status } from "../information/status.js";
import { type Interval, meanInterval } from "./bootstrap.js";
import { movingAverage } from "./moving-average.js";
import { crossPeaks, meanPeak } from "./peaks.js";
import { MINIMAL_REPETITIONS, MINIMAL_SHARE, repetitionsForNo, smoothingWidths } from "./rule.js";

/** Fitting: the rise of I(T;Y) to its peak. Compression: the fall of I(X;T) from its peak. */
export type PhaseKind = "fitting" | "compression";

export type Verdict = "yes" | "no" | "undecided";

/**
 * What decided: the interval, or else why there is no verdict. `power`: the interval says no, of fewer
 * repetitions than a no needs; `peak`: it says no, but not where the mean of all repetitions peaks;
 * `unmeasured`: there are no values at all.
 */
export type Ground =
  | "interval"
  | "smoothing"
  | "repetitions"
  | "power"
  | "peak"
  | "saturated"
  | "infinite"
  | "unmeasured";

/** A phase by one smoothing; bits, 95 % interval over the repetitions. */
export interface Smoothed extends Interval {
  /** Measurements in the moving average, odd; 1: none. */
  width: number;
  verdict: Verdict;
}

/** A phase of one layer, over the repetitions, on the true labels. */
export interface Phase extends Interval {
  kind: PhaseKind;
  verdict: Verdict;
  ground: Ground;
  /** A phase must be larger than this, bits. */
  minimal: number;
  /** Repetitions with a value. */
  repetitions: number;
  /** First and last epoch of the training that were measured. */
  firstEpoch: number;
  lastEpoch: number;
  /** Peak of the mean curve of all repetitions, and those of the halves, the earlier first. */
  peakEpoch: number;
  halfPeaks: [number, number];
  /**
   * The same with every repetition read at the peak of the mean curve of all: on average too large, as
   * the value is too small, so that a no needs both.
   */
  atMeanPeak: Interval;
  /** By every smoothing; the first is the one without, whose numbers are those above. */
  smoothings: Smoothed[];
}

/** One quantity of every repetition, bits: a row each, a value per epoch. */
export interface Course {
  values: readonly Float64Array[];
  epochs: readonly number[];
  /** Index of the first epoch of the training. */
  from: number;
  /** log2 n or H(Y), bits. */
  ceiling: number;
  status: Status;
}

/** Start, peak and end of each repetition, bits; NaN for what was not measured. */
export interface Landmarks {
  start: Float64Array;
  /** At the epoch at which the mean curve of the other half has its peak. */
  peak: Float64Array;
  end: Float64Array;
}

/** A phase, and the unsmoothed values of the repetitions that it was judged by. */
export interface JudgedPhase {
  phase: Phase;
  landmarks: Landmarks;
}

/**
 * Judges whether there is a phase; see docs/phases/phases.md for the rule. Of a single repetition
 * the peak is its own, and there are no intervals.
 */
export function judgePhase(kind: PhaseKind, course: Course): JudgedPhase {
  const { epochs, from, values, ceiling, status } = course;
  const minimal = MINIMAL_SHARE * ceiling;
  const tries = smoothingWidths(epochs.length - from).map((width) => {
    const curves = values.map((own) => movingAverage(own, from, width));
    const peaks = crossPeaks(curves);
    const landmarks = landmarksOf(values, curves, peaks, from);
    const changes = changesOf(kind, landmarks);
    const interval = meanInterval(changes);
    const verdict = verdictOf(interval, minimal);
    return { curves, peaks, landmarks, count: changes.length, width, interval, verdict };
  });
  const [{ curves, peaks, landmarks, count, interval }] = tries;
  const given = givenGround(status, landmarks);
  const top = meanPeak(curves);
  const read = { ...landmarks, peak: Float64Array.from(curves, (own) => own[top]) };
  const atMeanPeak = meanInterval(changesOf(kind, read));
  const phase: Phase = {
    kind,
    ...interval,
    ...decide(given, { atMeanPeak, minimal, repetitions: count, smoothings: tries }),
    minimal,
    repetitions: count,
    firstEpoch: epochs[from],
    lastEpoch: epochs[epochs.length - 1],
    peakEpoch: epochs[from + top],
    halfPeaks: [epochs[from + Math.min(...peaks)], epochs[from + Math.max(...peaks)]],
    atMeanPeak,
    smoothings: tries.map(({ width, interval, verdict }) => ({ width, ...interval, verdict })),
  };
  return { phase, landmarks };
}

/** The start is the first measurement itself: smoothed, it would lie on the rise. */
function landmarksOf(
  values: readonly Float64Array[],
  curves: Float64Array[],
  peaks: number[],
  from: number,
): Landmarks {
  return {
    start: Float64Array.from(values, (own) => own[from]),
    peak: Float64Array.from(curves, (own, repetition) => own[peaks[repetition]]),
    end: Float64Array.from(curves, (own) => own[own.length - 1]),
  };
}

/** Rise or fall of every repetition that has both values. */
function changesOf(kind: PhaseKind, { start, peak, end }: Landmarks): Float64Array {
  const other = kind === "fitting" ? start : end;
  return peak.map((value, repetition) => value - other[repetition]).filter(Number.isFinite);
}

function verdictOf({ low, high }: Interval, minimal: number): Verdict {
  if (low > minimal) return "yes";
  return high < minimal ? "no" : "undecided";
}

/** Why there can be no verdict, whatever the intervals. */
function givenGround(status: Status, { start, peak, end }: Landmarks): Ground | undefined {
  if (status === "saturated" || status === "infinite") return status;
  const measured = [start, peak, end].some((values) => values.some(Number.isFinite));
  return measured ? undefined : "unmeasured";
}

function decide(
  given: Ground | undefined,
  {
    atMeanPeak,
    minimal,
    repetitions,
    smoothings,
  }: Pick<Phase, "atMeanPeak" | "minimal" | "repetitions"> & {
    smoothings: readonly Pick<Smoothed, "verdict">[];
  },
): Pick<Phase, "verdict" | "ground"> {
  const [{ verdict }] = smoothings;
  const undecided = (ground: Ground) => ({ verdict: "undecided" as const, ground });
  if (given) return undecided(given);
  if (repetitions < MINIMAL_REPETITIONS) return undecided("repetitions");
  if (smoothings.some((one) => one.verdict !== verdict)) return undecided("smoothing");
  if (verdict !== "no") return { verdict, ground: "interval" };
  if (repetitions < repetitionsForNo()) return undecided("power");
  return atMeanPeak.high < minimal ? { verdict, ground: "interval" } : undecided("peak");
}

/** A phase that was judged by another version's rule, by this one's; its numbers stay as they are. */
export function judgeAgain(phase: Phase, landmarks: Landmarks): Phase {
  const { ground } = phase;
  const status = ground === "saturated" || ground === "infinite" ? ground : "exact";
  return { ...phase, ...decide(givenGround(status, landmarks), phase) };
}
