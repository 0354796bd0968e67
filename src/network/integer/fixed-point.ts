/** A ratio of scales: multiplier * 2^(shift - 30), the multiplier in [0, 2^30). */
export interface FixedPoint {
  multiplier: number;
  /** 0 for ratios below 1; then the multiplier is at least 2^29. */
  shift: number;
}

const ONE = 2 ** 30;
/** From 2^16 on every accumulator but 0 leaves every grid of 15 bits: more need not be told apart. */
const MOST_SHIFT = 17;

/** The fixed-point number next to `ratio` >= 0, halves up; 0 for what is not a number. */
export function fixedPoint(ratio: number): FixedPoint {
  if (!(ratio > 0)) return { multiplier: 0, shift: 0 };
  let shift = 0;
  let rest = ratio;
  while (roundToOne(rest) >= ONE) {
    if (shift === MOST_SHIFT) return { multiplier: ONE - 1, shift };
    rest /= 2;
    shift++;
  }
  return { multiplier: roundToOne(rest), shift };
}

const roundToOne = (ratio: number) => Math.floor(ratio * ONE + 0.5);
