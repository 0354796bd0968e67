/*
 * Uniform bins of activations as they come: rows of units, row after row. Bounds may differ from unit
 * to unit: they repeat with a period, a multiple of the units.
 */

/**
 * Lowers low[i % period] and raises high[i % period] (f32[period]) to the values x[i], i < count. The
 * caller gives them a start; `period` is a multiple of 4.
 */
export function extremes(x: usize, count: i32, period: i32, low: usize, high: usize): void {
  const end = x + (<usize>count << 2);
  const wrap: usize = <usize>period << 2;
  let at: usize = 0;
  for (; x + 16 <= end; x += 16) {
    const v = v128.load(x);
    v128.store(low + at, f32x4.pmin(v128.load(low + at), v));
    v128.store(high + at, f32x4.pmax(v128.load(high + at), v));
    at += 16;
    if (at == wrap) at = 0;
  }
  for (; x < end; x += 4, at += 4) {
    const v = f32.load(x);
    if (v < f32.load(low + at)) f32.store(low + at, v);
    if (v > f32.load(high + at)) f32.store(high + at, v);
  }
}

/** How many of `count` values lie below `low` or above `high`. */
export function countOutside(x: usize, count: i32, low: f32, high: f32): i32 {
  const l = f32x4.splat(low), h = f32x4.splat(high);
  const end = x + (<usize>count << 2);
  let outside = i32x4.splat(0);
  for (; x + 16 <= end; x += 16) {
    const v = v128.load(x);
    outside = i32x4.sub(outside, v128.or(f32x4.lt(v, l), f32x4.gt(v, h)));
  }
  outside = i32x4.add(outside, v128.shuffle<i32>(outside, outside, 2, 3, 0, 1));
  let sum = i32x4.extract_lane(outside, 0) + i32x4.extract_lane(outside, 1);
  for (; x < end; x += 4) {
    const v = f32.load(x);
    sum += <i32>(v < low || v > high);
  }
  return sum;
}

/** 2^36: positions in a range. */
export const POSITIONS: f64 = 68719476736;

/**
 * Added to a position before it is rounded down: what is above a multiple by less than 2^-8 belongs
 * to it, all else to the next one.
 */
const ROUND_UP: f64 = 1 - 1.0 / 256;

/** -1/2 + 2^-37: with it the nearest integer of a multiple of 2^-36 is the one below. */
const ROUND_DOWN: f64 = -0.5 + 1.0 / 137438953472;

/** 2^52: added to a small integer, leaves it in the low bits. */
const INTEGER: f64 = 4503599627370496;

/**
 * Bins of two values, in the low words of the two lanes. `step` is the number of bins times 2^-36.
 */
// @ts-ignore: decorator
@inline export function twoBins(x: v128, low: v128, scale: v128, step: v128): v128 {
  const position = f64x2.floor(
    f64x2.add(f64x2.mul(f64x2.sub(x, low), scale), f64x2.splat(ROUND_UP)),
  );
  const down = f64x2.add(f64x2.mul(position, step), f64x2.splat(ROUND_DOWN));
  return f64x2.add(down, f64x2.splat(INTEGER));
}

/** Bins of four values at x, in i32. */
// @ts-ignore: decorator
@inline function fourBins(x: usize, low: usize, scale: usize, step: v128, last: v128): v128 {
  const v = v128.load(x);
  const a = twoBins(f64x2.promote_low_f32x4(v), v128.load(low), v128.load(scale), step);
  const b = twoBins(
    f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)),
    v128.load(low, 16),
    v128.load(scale, 16),
    step,
  );
  return i32x4.min_s(v128.shuffle<i32>(a, b, 0, 2, 4, 6), last);
}

// @ts-ignore: decorator
@inline function oneBin(x: usize, low: usize, scale: usize, step: f64, last: i32): i32 {
  const d = <f64>f32.load(x) - f64.load(low);
  return min(<i32>floor(floor(d * f64.load(scale) + ROUND_UP) * step), last);
}

/** Places of four values in f32, in bins from the middle of the first, clamped to [0, last]. */
// @ts-ignore: decorator
@inline function place(x: usize, factor: usize, offset: usize, zero: v128, last: v128): v128 {
  const q = f32x4.sub(f32x4.mul(v128.load(x), v128.load(factor)), v128.load(offset));
  return f32x4.pmin(last, f32x4.pmax(zero, q));
}

/**
 * Bins of `count` values x[i] that are not below low[i % period], one byte each for up to 256 bins,
 * else two: with the position p = ceil((x - low) * scale - 2^-8) of a value in units of 2^-36 of its
 * range, min(bins - 1, floor(p * bins * 2^-36)). f64 arithmetic; p * bins is exact.
 *
 * `low` and `scale`: f64[period], `scale` being 2^36 over the width of the range; `period` is a
 * multiple of 16. Up to 256 bins are found in f32 where every value of 16 is farther than `near` bins
 * from an edge; `factor` and `offset`: f32[period], bins / width and low * bins / width + 1/2.
 * `near` bounds what f32 rounds off; from 1/2 on it has everything done in f64.
 */
export function uniformBins(
  x: usize,
  out: usize,
  count: i32,
  period: i32,
  low: usize,
  scale: usize,
  bins: i32,
  factor: usize,
  offset: usize,
  near: f32,
): void {
  if (bins > 256) wideBins(x, out, count, period, low, scale, bins);
  else byteBins(x, out, count, period, low, scale, bins, factor, offset, near);
}

// @ts-ignore: decorator
@inline function byteBins(
  x: usize,
  out: usize,
  count: i32,
  period: i32,
  low: usize,
  scale: usize,
  bins: i32,
  factor: usize,
  offset: usize,
  near: f32,
): void {
  const end = x + (<usize>count << 2);
  const wrap: usize = <usize>period << 2;
  const step = <f64>bins / POSITIONS;
  const steps = f64x2.splat(step);
  const last = i32x4.splat(bins - 1);
  const top = f32x4.splat(<f32>(bins - 1)), zero = f32x4.splat(0);
  const integer = f32x4.splat(8388608 + (near - near));
  const far = f32x4.splat(0.5 - near);
  let at: usize = 0;
  for (; x + 64 <= end; x += 64) {
    const f = factor + at, o = offset + at;
    const q0 = place(x, f, o, zero, top), q1 = place(x + 16, f + 16, o + 16, zero, top);
    const q2 = place(x + 32, f + 32, o + 32, zero, top);
    const q3 = place(x + 48, f + 48, o + 48, zero, top);
    let r0 = f32x4.add(q0, integer), r1 = f32x4.add(q1, integer);
    let r2 = f32x4.add(q2, integer), r3 = f32x4.add(q3, integer);
    const e0 = f32x4.abs(f32x4.sub(q0, f32x4.sub(r0, integer)));
    const e1 = f32x4.abs(f32x4.sub(q1, f32x4.sub(r1, integer)));
    const e2 = f32x4.abs(f32x4.sub(q2, f32x4.sub(r2, integer)));
    const e3 = f32x4.abs(f32x4.sub(q3, f32x4.sub(r3, integer)));
    const e = f32x4.pmax(f32x4.pmax(e0, e1), f32x4.pmax(e2, e3));
    if (v128.any_true(f32x4.ge(e, far))) {
      const l = low + 2 * at, s = scale + 2 * at;
      r0 = fourBins(x, l, s, steps, last);
      r1 = fourBins(x + 16, l + 32, s + 32, steps, last);
      r2 = fourBins(x + 32, l + 64, s + 64, steps, last);
      r3 = fourBins(x + 48, l + 96, s + 96, steps, last);
    } else {
      r0 = i32x4.sub(r0, integer);
      r1 = i32x4.sub(r1, integer);
      r2 = i32x4.sub(r2, integer);
      r3 = i32x4.sub(r3, integer);
    }
    const low8 = i16x8.narrow_i32x4_u(r0, r1), high8 = i16x8.narrow_i32x4_u(r2, r3);
    v128.store(out, i8x16.narrow_i16x8_u(low8, high8));
    out += 16;
    at += 64;
    if (at == wrap) at = 0;
  }
  for (at <<= 1; x < end; x += 4, at += 8, out++) {
    store<u8>(out, <u8>oneBin(x, low + at, scale + at, step, bins - 1));
  }
}

// @ts-ignore: decorator
@inline function wideBins(
  x: usize,
  out: usize,
  count: i32,
  period: i32,
  low: usize,
  scale: usize,
  bins: i32,
): void {
  const end = x + (<usize>count << 2);
  const wrap: usize = <usize>period << 3;
  const step = <f64>bins / POSITIONS;
  const steps = f64x2.splat(step);
  const last = i32x4.splat(bins - 1);
  let at: usize = 0;
  for (; x + 32 <= end; x += 32) {
    const l = low + at, s = scale + at;
    const a = fourBins(x, l, s, steps, last);
    const b = fourBins(x + 16, l + 32, s + 32, steps, last);
    v128.store(out, i16x8.narrow_i32x4_u(a, b));
    out += 16;
    at += 64;
    if (at == wrap) at = 0;
  }
  for (; x < end; x += 4, at += 8, out += 2) {
    store<u16>(out, <u16>oneBin(x, low + at, scale + at, step, bins - 1));
  }
}

/**
 * Rows of `bytes` bytes, one after the other, into rows of whole 64-bit words, the rest of which is 0.
 * Up to 7 bytes behind the last row are read.
 */
export function padRows(source: usize, out: usize, rows: i32, bytes: i32): void {
  const mask: u64 = (<u64>1 << (<u64>(bytes & 7) << 3)) - 1;
  const step: usize = bytes;
  const end = source + <usize>rows * step;
  if (bytes < 8) {
    for (; source < end; source += step, out += 8) store<u64>(out, load<u64>(source) & mask);
    return;
  }
  const whole: usize = bytes & ~7;
  for (; source < end; source += step) {
    for (let b: usize = 0; b < whole; b += 8, out += 8) store<u64>(out, load<u64>(source + b));
    if (mask) {
      store<u64>(out, load<u64>(source + whole) & mask);
      out += 8;
    }
  }
}
