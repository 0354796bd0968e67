/*
 * Between real numbers (f32), levels (i16: code minus zero point) and accumulators (i32).
 */

// @ts-ignore: decorator
@inline function levelOf(x: v128, inverse: v128, lowest: v128, highest: v128): v128 {
  const level = f32x4.nearest(f32x4.mul(x, inverse));
  return i32x4.trunc_sat_f32x4_s(f32x4.pmin(highest, f32x4.pmax(lowest, level)));
}

/** Levels on a grid of `count` values, a multiple of 8. */
export function levels(
  x: usize,
  out: usize,
  count: i32,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  const i = f32x4.splat(inverse), l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const end = x + (<usize>count << 2);
  for (; x < end; x += 32, out += 16) {
    const low = levelOf(v128.load(x), i, l, h), high = levelOf(v128.load(x, 16), i, l, h);
    v128.store(out, i16x8.narrow_i32x4_s(low, high));
  }
}

// @ts-ignore: decorator
@inline function pairOf(even: v128, odd: v128): v128 {
  return v128.or(v128.and(even, i32x4.splat(0xffff)), i32x4.shl(odd, 16));
}

/**
 * Levels of weights [inputs][unitStride] on a grid, as pairs of inputs [pair][unitStride][2]; with an
 * odd number of inputs the last pair ends in 0. unitStride is a multiple of 4.
 */
export function weightPairs(
  w: usize,
  out: usize,
  inputs: i32,
  unitStride: i32,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  const i = f32x4.splat(inverse), l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const step: usize = <usize>unitStride << 2;
  for (; inputs >= 2; inputs -= 2) {
    for (let u: usize = 0; u < step; u += 16) {
      const even = levelOf(v128.load(w + u), i, l, h);
      const odd = levelOf(v128.load(w + step + u), i, l, h);
      v128.store(out + u, pairOf(even, odd));
    }
    w += 2 * step;
    out += step;
  }
  if (inputs == 0) return;
  for (let u: usize = 0; u < step; u += 16) {
    v128.store(out + u, pairOf(levelOf(v128.load(w + u), i, l, h), i32x4.splat(0)));
  }
}

/** out = b / scale (f64), rounded half to even and clamped to -most .. most; 0 for NaN. */
export function quantiseBiases(b: usize, out: usize, count: i32, scale: f64, most: i32): void {
  const end = b + (<usize>count << 2);
  for (; b < end; b += 4, out += 4) {
    const rounded = nearest(<f64>f32.load(b) / scale);
    const clamped = min(<f64>most, max(<f64>-most, rounded));
    store<i32>(out, clamped == clamped ? <i32>clamped : 0);
  }
}

/** out = level * scale for `count` levels, a multiple of 8. */
export function dequantiseLevels(levels: usize, out: usize, count: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  const end = levels + (<usize>count << 1);
  for (; levels < end; levels += 16, out += 32) {
    const v = v128.load(levels);
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(v)), s));
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(v)), s), 16);
  }
}

/** out = acc * scale, acc rounded to f32 first, for `count` accumulators, a multiple of 4. */
export function dequantiseAccumulators(acc: usize, out: usize, count: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  const end = acc + (<usize>count << 2);
  for (; acc < end; acc += 16, out += 16) {
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(v128.load(acc)), s));
  }
}

/** Least and greatest of `count` (a multiple of 4) accumulators, and 0, written to out[0] and out[1]. */
export function accumulatorRange(acc: usize, count: i32, out: usize): void {
  let low = i32x4.splat(0), high = low;
  const end = acc + (<usize>count << 2);
  for (; acc < end; acc += 16) {
    const v = v128.load(acc);
    low = i32x4.min_s(low, v);
    high = i32x4.max_s(high, v);
  }
  low = i32x4.min_s(low, v128.shuffle<i32>(low, low, 2, 3, 0, 1));
  low = i32x4.min_s(low, v128.shuffle<i32>(low, low, 1, 0, 3, 2));
  high = i32x4.max_s(high, v128.shuffle<i32>(high, high, 2, 3, 0, 1));
  high = i32x4.max_s(high, v128.shuffle<i32>(high, high, 1, 0, 3, 2));
  store<i32>(out, i32x4.extract_lane(low, 0));
  store<i32>(out, i32x4.extract_lane(high, 0), 4);
}

/*
 * Rows of states, as in quantise.ts: levels are [unit][lanes]; the code (level - lowest) of unit u in
 * lane l goes to out + l * stride + u * width bytes, for the first `count` lanes.
 */

/** Codes of up to 8 bits, one byte each. */
export function encodeLevels8(
  levels: usize,
  out: usize,
  units: i32,
  lanes: i32,
  count: i32,
  stride: i32,
  lowest: i32,
): void {
  const l = i16x8.splat(<i16>lowest);
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    let source = levels + (<usize>(u * lanes) << 1);
    let target = out + <usize>u;
    let n = 0;
    for (; n + 8 <= count; n += 8) {
      const c = i16x8.sub(v128.load(source), l);
      store<u8>(target, i16x8.extract_lane_u(c, 0));
      store<u8>(target + step, i16x8.extract_lane_u(c, 1));
      store<u8>(target + 2 * step, i16x8.extract_lane_u(c, 2));
      store<u8>(target + 3 * step, i16x8.extract_lane_u(c, 3));
      target += 4 * step;
      store<u8>(target, i16x8.extract_lane_u(c, 4));
      store<u8>(target + step, i16x8.extract_lane_u(c, 5));
      store<u8>(target + 2 * step, i16x8.extract_lane_u(c, 6));
      store<u8>(target + 3 * step, i16x8.extract_lane_u(c, 7));
      target += 4 * step;
      source += 16;
    }
    for (; n < count; n++) {
      store<u8>(target, <u8>(load<i16>(source) - lowest));
      target += step;
      source += 2;
    }
  }
}

/** Codes of up to 16 bits, two bytes each. */
export function encodeLevels16(
  levels: usize,
  out: usize,
  units: i32,
  lanes: i32,
  count: i32,
  stride: i32,
  lowest: i32,
): void {
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    let source = levels + (<usize>(u * lanes) << 1);
    let target = out + (<usize>u << 1);
    for (let n = 0; n < count; n++) {
      store<u16>(target, <u16>(load<i16>(source) - lowest));
      target += step;
      source += 2;
    }
  }
}
