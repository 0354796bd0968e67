/** A mean over repetitions and its standard error; null when there is only one repetition. */
export interface Measured {
  mean: number;
  standardError: number | null;
}

/** Mean, sample standard deviation and number of the finite values; the mean of none is NaN. */
export function statistics(values: Iterable<number>): {
  mean: number;
  deviation: number;
  count: number;
} {
  const finite = [...values].filter(Number.isFinite);
  const count = finite.length;
  const mean = count ? finite.reduce((sum, value) => sum + value, 0) / count : Number.NaN;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count };
}

/** Mean and standard error of the finite values. */
export function measured(values: Iterable<number>): Measured {
  const { mean, deviation, count } = statistics(values);
  return { mean, standardError: count > 1 ? deviation / Math.sqrt(count) : null };
}
