/** Root mean squared Euclidean distances between inputs in a layer; NaN where there is no pair. */
export interface ClassDistances {
  /** Over all pairs of different inputs of one class. */
  within: number;
  /** Over all pairs of inputs of different classes. */
  between: number;
}

/**
 * Distances of a layer's activations within and between classes. `values`: inputs x units; `labels`:
 * class index, 0 .. classes - 1, of every input.
 *
 * With the n_c inputs of a class at t_i, the squared distances of all its ordered pairs sum to
 * 2 n_c sum |t_i|^2 - 2 |sum t_i|^2, and so for all inputs together. Values are taken from their mean
 * first, which keeps the differences accurate.
 */
export function classDistances(
  values: Float32Array,
  units: number,
  labels: ArrayLike<number>,
  classes: number,
): ClassDistances {
  const means = meanOf(values, units);
  const sums = new Float64Array(classes * units);
  const squares = new Float64Array(classes);
  const sizes = new Float64Array(classes);
  for (let s = 0, at = 0; s < labels.length; s++) {
    const label = labels[s];
    sizes[label]++;
    let square = 0;
    for (let u = 0; u < units; u++, at++) {
      const x = values[at] - means[u];
      sums[label * units + u] += x;
      square += x * x;
    }
    squares[label] += square;
  }
  const whole = new Float64Array(units);
  let [withinSum, withinPairs, square] = [0, 0, 0];
  for (let c = 0; c < classes; c++) {
    const own = sums.subarray(c * units, (c + 1) * units);
    withinSum += pairSum(sizes[c], squares[c], own);
    withinPairs += sizes[c] * (sizes[c] - 1);
    square += squares[c];
    for (let u = 0; u < units; u++) whole[u] += own[u];
  }
  const n = labels.length;
  const betweenSum = pairSum(n, square, whole) - withinSum;
  const betweenPairs = n * (n - 1) - withinPairs;
  return { within: rms(withinSum, withinPairs), between: rms(betweenSum, betweenPairs) };
}

/** Sum of the squared distances of all ordered pairs among n points. */
function pairSum(n: number, squares: number, sums: Float64Array): number {
  return 2 * (n * squares - sums.reduce((sum, x) => sum + x * x, 0));
}

/** Rounding may leave a sum of squares just below 0. */
const rms = (sum: number, pairs: number) =>
  pairs === 0 ? Number.NaN : Math.sqrt(Math.max(0, sum) / pairs);

function meanOf(values: Float32Array, units: number): Float64Array {
  const means = new Float64Array(units);
  for (let at = 0; at < values.length; ) for (let u = 0; u < units; u++) means[u] += values[at++];
  const n = values.length / units;
  return means.map((sum) => sum / n);
}
