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

/** Square of the distance of four levels from the middle of the grid; no two of 16 bits have the same. */
// @ts-ignore: decorator
@inline function fromMiddle(x: usize, scale: v128, middle: v128): v128 {
  const distance = f32x4.sub(f32x4.nearest(f32x4.mul(v128.load(x), scale)), middle);
  return f32x4.mul(distance, distance);
}

/** Weights of four lanes from the n-th on, 0 for those from `count` on. */
// @ts-ignore: decorator
@inline function weightsOf(weights: usize, n: i32, count: i32): v128 {
  if (n >= count) return i32x4.splat(0);
  const inUse = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - n));
  return v128.and(inUse, v128.load(weights + (<usize>n << 2)));
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
  const scale = f32x4.splat(inverse), middle = f32x4.splat((lowest + highest) / 2);
  const half = (highest - lowest) / 2;
  const end2 = f32x4.splat(half * half);
  const whole: usize = <usize>(count & ~7) << 2;
  const w0 = weightsOf(weights, count & ~7, count), w1 = weightsOf(weights, (count & ~7) + 4, count);
  let b0 = i32x4.splat(0), b1 = b0, e0 = b0, e1 = b0;
  for (let u = 0; u < units; u++, x += <usize>lanes << 2) {
    for (let at: usize = 0; at < whole; at += 32) {
      const d0 = fromMiddle(x + at, scale, middle), d1 = fromMiddle(x + at + 16, scale, middle);
      const v0 = v128.load(weights + at), v1 = v128.load(weights + at, 16);
      b0 = i32x4.add(b0, v128.and(f32x4.gt(d0, end2), v0));
      b1 = i32x4.add(b1, v128.and(f32x4.gt(d1, end2), v1));
      e0 = i32x4.add(e0, v128.and(f32x4.ge(d0, end2), v0));
      e1 = i32x4.add(e1, v128.and(f32x4.ge(d1, end2), v1));
    }
    if (whole == <usize>count << 2) continue;
    const d0 = fromMiddle(x + whole, scale, middle), d1 = fromMiddle(x + whole + 16, scale, middle);
    b0 = i32x4.add(b0, v128.and(f32x4.gt(d0, end2), w0));
    b1 = i32x4.add(b1, v128.and(f32x4.gt(d1, end2), w1));
    e0 = i32x4.add(e0, v128.and(f32x4.ge(d0, end2), w0));
    e1 = i32x4.add(e1, v128.and(f32x4.ge(d1, end2), w1));
  }
  store<u32>(out, load<u32>(out) + total(i32x4.add(b0, b1)));
  store<u32>(out, load<u32>(out, 4) + total(i32x4.add(e0, e1)), 4);
}

// @ts-ignore: decorator
@inline export function total(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) +
    i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}
