/*
 * Running statistics of vectors of f32, element by element. `count` is a multiple of 4.
 */

/**
 * Takes the n-th vector x into the running mean and the sum of squared deviations from it
 * (Welford 1962); `share` is 1/n in f32. For n = 1 both become what x alone gives.
 */
export function accumulate(x: usize, mean: usize, squares: usize, count: i32, share: f32): void {
  const part = f32x4.splat(share);
  const first = share == 1.0;
  const end = x + (<usize>count << 2);
  for (; x < end; x += 16, mean += 16, squares += 16) {
    const value = v128.load(x);
    const before = first ? f32x4.splat(0) : v128.load(mean);
    const sum = first ? f32x4.splat(0) : v128.load(squares);
    const deviation = f32x4.sub(value, before);
    const after = f32x4.add(before, f32x4.mul(deviation, part));
    v128.store(mean, after);
    v128.store(squares, f32x4.add(sum, f32x4.mul(deviation, f32x4.sub(value, after))));
  }
}

/** Sum in f64: elements 0, 2, 4, .. and 1, 3, 5, .. separately, then the two sums together. */
export function sum(x: usize, count: i32): f64 {
  let total = f64x2.splat(0);
  const end = x + (<usize>count << 2);
  for (; x < end; x += 8) total = f64x2.add(total, f64x2.promote_low_f32x4(v128.load64_zero(x)));
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/** Sum of squares in f64, in the order of `sum`. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let total = f64x2.splat(0);
  const end = x + (<usize>count << 2);
  for (; x < end; x += 8) {
    const value = f64x2.promote_low_f32x4(v128.load64_zero(x));
    total = f64x2.add(total, f64x2.mul(value, value));
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/**
 * Adds to out[0] (u32) how many of the activations x [units][lanes], in their first `count` lanes, lie
 * beyond the ends of a grid after rounding, and to out[1] how many have the lowest or the highest
 * level. Lane l stands for weights[l] (u32) inputs; weights are read up to a multiple of 4.
 */
export function countEnds(
  x: usize,
  units: i32,
  lanes: i32,
  count: i32,
  weights: usize,
  inverse: f32,
  lowest: f32,
  highest: f32,
  out: usize,
): void {
  const scale = f32x4.splat(inverse), low = f32x4.splat(lowest), high = f32x4.splat(highest);
  const places = i32x4(0, 1, 2, 3);
  let beyond = i32x4.splat(0), ends = beyond;
  for (let u = 0; u < units; u++) {
    const row = x + (<usize>(u * lanes) << 2);
    let n = 0;
    for (; n + 4 <= count; n += 4) {
      const level = f32x4.nearest(f32x4.mul(v128.load(row + (<usize>n << 2)), scale));
      const inputs = v128.load(weights + (<usize>n << 2));
      const outside = v128.or(f32x4.lt(level, low), f32x4.gt(level, high));
      const atEnd = v128.or(f32x4.le(level, low), f32x4.ge(level, high));
      beyond = i32x4.add(beyond, v128.and(outside, inputs));
      ends = i32x4.add(ends, v128.and(atEnd, inputs));
    }
    if (n == count) continue;
    const level = f32x4.nearest(f32x4.mul(v128.load(row + (<usize>n << 2)), scale));
    const inUse = i32x4.lt_s(places, i32x4.splat(count - n));
    const inputs = v128.and(inUse, v128.load(weights + (<usize>n << 2)));
    const outside = v128.or(f32x4.lt(level, low), f32x4.gt(level, high));
    const atEnd = v128.or(f32x4.le(level, low), f32x4.ge(level, high));
    beyond = i32x4.add(beyond, v128.and(outside, inputs));
    ends = i32x4.add(ends, v128.and(atEnd, inputs));
  }
  store<u32>(out, load<u32>(out) + total(beyond));
  store<u32>(out, load<u32>(out, 4) + total(ends), 4);
}

// @ts-ignore: decorator
@inline export function total(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) +
    i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}
