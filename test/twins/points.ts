/** Where coordinate u of point p lies among points [blocks][units][4] of f64. */
export function placeOf(points: number, units: number, p: number, u: number): number {
  return points / 8 + (Math.floor(p / 4) * units + u) * 4 + (p % 4);
}

export function squaredDistance(
  f64: Float64Array,
  points: number,
  units: number,
  p: number,
  q: number,
): number {
  let sum = 0;
  for (let u = 0; u < units; u++) {
    const difference = f64[placeOf(points, units, p, u)] - f64[placeOf(points, units, q, u)];
    sum += difference * difference;
  }
  return sum;
}

/** The greatest difference in coordinates first .. last - 1; NaN counts for nothing. */
export function maxDistance(
  f64: Float64Array,
  points: number,
  units: number,
  [first, last]: readonly [number, number],
  p: number,
  q: number,
): number {
  let greatest = 0;
  for (let u = first; u < last; u++) {
    const difference = f64[placeOf(points, units, p, u)] - f64[placeOf(points, units, q, u)];
    if (Math.abs(difference) > greatest) greatest = Math.abs(difference);
  }
  return greatest;
}
