/** How many of the first `length` of some ascending values are less than x. */
export function lowerBound(values: ArrayLike<number>, x: number, length = values.length): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
