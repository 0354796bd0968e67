/** Values within this of the largest, bits, count as equal to it: the rounding of a mean. */
const TIE = 1e-9;

/**
 * For each repetition the index of the peak of the mean curve of the half that it does not belong to;
 * the halves are every other repetition. So the noise of a repetition has no part in the choice of
 * the epoch at which it is read, and repetitions of one half are independent given the other. A
 * single repetition has its own peak.
 */
export function crossPeaks(curves: readonly Float64Array[]): number[] {
  if (curves.length === 1) return [meanPeak(curves)];
  const peaks = [1, 0].map((half) => meanPeak(curves.filter((_, place) => place % 2 === half)));
  return curves.map((_, place) => peaks[place % 2]);
}

/** Index of the largest value of the mean curve, the first of equals; NaN is no value. */
export function meanPeak(curves: readonly Float64Array[]): number {
  const epochs = curves[0]?.length ?? 0;
  const mean = new Float64Array(epochs);
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < epochs; i++) {
    let sum = 0;
    let count = 0;
    for (const own of curves) {
      if (Number.isNaN(own[i])) continue;
      sum += own[i];
      count++;
    }
    mean[i] = sum / count;
    if (mean[i] > most) most = mean[i];
  }
  return Math.max(
    0,
    mean.findIndex((value) => value >= most - TIE),
  );
}
