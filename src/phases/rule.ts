/** A phase is one only if it is larger than this share of the ceiling. */
export const MINIMAL_SHARE = 0.01;

/** With fewer repetitions there is no verdict: intervals hold the truth too rarely. */
export const MINIMAL_REPETITIONS = 5;

/** A phase that so large a share of the repetitions show, a `no` must not have missed, */
export const PHASE_SHARE = 0.2;

/** but with this probability. */
export const MISS = 0.05;

/**
 * Repetitions that a `no` needs, of so many verdicts at once: the least n with
 * (1 - PHASE_SHARE)^n <= MISS / verdicts, the probability that no repetition shows the phase. 14 for one.
 */
export function repetitionsForNo(verdicts = 1): number {
  let repetitions = 0;
  for (let missed = 1; missed > MISS / verdicts; missed *= 1 - PHASE_SHARE) repetitions++;
  return Math.max(MINIMAL_REPETITIONS, repetitions);
}

const WIDTHS = [1, 3, 9, 27];

/** Widths of the moving averages by which a phase is judged: at most a fifth of the measurements. */
export const smoothingWidths = (measurements: number): number[] =>
  WIDTHS.filter((width) => width === 1 || 5 * width <= measurements);
