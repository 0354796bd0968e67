/**
 * Means of the values at most (width - 1) / 2 places away, from an index on; `width` is odd. Windows
 * are cut at both ends. Values that are not finite are left out; the mean of none is NaN.
 */
export function movingAverage(values: Float64Array, from: number, width: number): Float64Array {
  const own = values.subarray(from);
  if (width === 1) return own.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  const half = (width - 1) / 2;
  const result = new Float64Array(own.length);
  let sum = 0;
  let count = 0;
  const take = (index: number, sign: 1 | -1) => {
    if (index < 0 || index >= own.length || !Number.isFinite(own[index])) return;
    sum += sign * own[index];
    count += sign;
  };
  for (let i = 0; i < half; i++) take(i, 1);
  for (let i = 0; i < own.length; i++) {
    take(i + half, 1);
    take(i - half - 1, -1);
    result[i] = sum / count;
  }
  return result;
}
