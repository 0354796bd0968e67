/*
 * Uniform bins of activations as they come: rows of units, row after row. Bounds may differ from unit
 * to unit, so that they repeat with a period; `period` is a multiple of the units and of 4.
 */

/**
 * Lowers low[i % period] and raises high[i % period] (f32[period]) to the values x[i], i < count. The
 * caller gives them a start.
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
@inline function twoBins(x: v128, low: v128, scale: v128, step: v128): v128 {
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

/**
 * Bins of `count` values x[i] that are not below low[i % period], one byte each for up to 256 bins,
 * else two: with the position p = ceil((x - low) * scale - 2^-8) of a value in units of 2^-36 of its
 * range, min(bins - 1, floor(p * bins * 2^-36)). `low` and `scale`: f64[period]; `scale` is 2^36 over
 * the width of the range. f64 arithmetic; p * bins is exact.
 */
export function uniformBins(
  x: usize,
  out: usize,
  count: i32,
  period: i32,
  low: usize,
  scale: usize,
  bins: i32,
): void {
  if (bins <= 256) encode(x, out, count, period, low, scale, bins, true);
  else encode(x, out, count, period, low, scale, bins, false);
}

// @ts-ignore: decorator
@inline function encode(
  x: usize,
  out: usize,
  count: i32,
  period: i32,
  low: usize,
  scale: usize,
  bins: i32,
  bytes: bool,
): void {
  const end = x + (<usize>count << 2);
  const wrap: usize = <usize>period << 3;
  const step = <f64>bins / 68719476736;
  const steps = f64x2.splat(step);
  const last = i32x4.splat(bins - 1);
  let at: usize = 0;
  for (; x + 16 <= end; x += 16) {
    const q = fourBins(x, low + at, scale + at, steps, last);
    const half = i16x8.narrow_i32x4_u(q, q);
    if (bytes) {
      v128.store32_lane(out, i8x16.narrow_i16x8_u(half, half), 0);
      out += 4;
    } else {
      v128.store64_lane(out, half, 0);
      out += 8;
    }
    at += 32;
    if (at == wrap) at = 0;
  }
  for (; x < end; x += 4, at += 8) {
    const q = oneBin(x, low + at, scale + at, step, bins - 1);
    if (bytes) {
      store<u8>(out, <u8>q);
      out += 1;
    } else {
      store<u16>(out, <u16>q);
      out += 2;
    }
  }
}

/**
 * Rows of `bytes` bytes, one after the other, into rows of whole 64-bit words, the rest of which is 0.
 * Up to 7 bytes behind the last row are read.
 */
export function padRows(source: usize, out: usize, rows: i32, bytes: i32): void {
  const rest: u64 = <u64>(bytes & 7) << 3;
  const mask: u64 = (<u64>1 << rest) - 1;
  const whole: usize = bytes & ~7;
  for (let r = 0; r < rows; r++) {
    for (let b: usize = 0; b < whole; b += 8) {
      store<u64>(out, load<u64>(source + b));
      out += 8;
    }
    if (rest) {
      store<u64>(out, load<u64>(source + whole) & mask);
      out += 8;
    }
    source += bytes;
  }
}
