/** A phase is one only if it is larger than this share of the ceiling. */
export const MINIMAL_SHARE = 0.01;

/** With fewer repetitions there is no verdict: intervals hold the truth too rarely. */
export const MINIMAL_REPETITIONS = 5;

const WIDTHS = [1, 3, 9, 27];

/** Widths of the moving averages by which a phase is judged: at most a fifth of the measurements. */
export const smoothingWidths = (measurements: number): number[] =>
  WIDTHS.filter((width) => width === 1 || 5 * width <= measurements);
