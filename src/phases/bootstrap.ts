import { RandomStream } from "../numerics/random.js";
import { studentQuantile } from "../numerics/student.js";

/** A number and the ends of its 95 % interval; NaN for what there is not. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** Resamples that an interval is made from. */
export const DRAWS = 2000;

/** Draws left out at either end: 2.5 %. */
const TAIL = DRAWS / 40;

/** 97.5 % quantile of the normal distribution. */
const NORMAL_QUANTILE = 1.959963984540054;

const STREAM = new RandomStream(0x70686173, 0x65730000);

/**
 * Mean of independent values with its 95 % interval: percentiles of the means of 2000 resamples,
 * their distances from the mean stretched by sqrt(n / (n - 1)) t / z, so that the interval is as wide
 * as Student's where the resampled means are normal (stretch derived here; the percentile bootstrap
 * is too short by that factor, Hesterberg 2015, section 5). No interval for fewer than two.
 */
export function meanInterval(values: ArrayLike<number>): Interval {
  const count = values.length;
  const value = mean(values);
  if (count < 2) return { value, low: Number.NaN, high: Number.NaN };
  return percentiles(value, deviations(values, 0), quantile(count - 1));
}

/**
 * Difference of the means of two independent samples, the second minus the first, as meanInterval:
 * both resampled, with the degrees of freedom of Welch (1947).
 */
export function differenceInterval(first: ArrayLike<number>, second: ArrayLike<number>): Interval {
  const value = mean(second) - mean(first);
  if (Math.min(first.length, second.length) < 2) {
    return { value, low: Number.NaN, high: Number.NaN };
  }
  const own = deviations(first, 1);
  const moved = deviations(second, 2).map((deviation, draw) => deviation - own[draw]);
  return percentiles(value, moved, quantile(welch(first, second)));
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Means of the resamples less the mean, stretched by sqrt(n / (n - 1)). */
function deviations(values: ArrayLike<number>, purpose: number): Float64Array {
  const count = values.length;
  const indices = resamples(count, purpose);
  const centre = mean(values);
  const stretch = Math.sqrt(count / (count - 1));
  const result = new Float64Array(DRAWS);
  for (let draw = 0, at = 0; draw < DRAWS; draw++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[indices[at++]];
    result[draw] = stretch * (sum / count - centre);
  }
  return result;
}

/** 97.5 % quantile of Student's t; a fraction of a degree of freedom counts as the whole number below. */
function quantile(degrees: number): number {
  const freedom = Math.max(1, Math.floor(degrees));
  let found = quantiles.get(freedom);
  if (found === undefined) {
    found = studentQuantile(0.025, freedom);
    quantiles.set(freedom, found);
  }
  return found;
}

const quantiles = new Map<number, number>();

function percentiles(value: number, moved: Float64Array, quantile: number): Interval {
  const stretch = quantile / NORMAL_QUANTILE;
  moved.sort();
  return {
    value,
    low: value + stretch * moved[TAIL - 1],
    high: value + stretch * moved[DRAWS - TAIL],
  };
}

function welch(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [a, b] = [first, second].map((values) => {
    const centre = mean(values);
    let squares = 0;
    for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
    const degrees = values.length - 1;
    return { degrees, error: squares / degrees / values.length };
  });
  const whole = (a.error + b.error) ** 2;
  const parts = a.error ** 2 / a.degrees + b.error ** 2 / b.degrees;
  return parts > 0 ? whole / parts : a.degrees + b.degrees;
}

const known = new Map<string, Uint32Array>();

/** Indices of DRAWS resamples of so many values, one after the other: the same for all quantities. */
function resamples(count: number, purpose: number): Uint32Array {
  const key = `${count} ${purpose}`;
  let indices = known.get(key);
  if (!indices) {
    if (known.size > 8) known.clear();
    const stream = STREAM.child(purpose, count);
    indices = Uint32Array.from({ length: DRAWS * count }, () => stream.below(count));
    known.set(key, indices);
  }
  return indices;
}
