/** Least and greatest of `count` (a multiple of 4) values, and 0, written to out[0] and out[1]. */
export function range(x: usize, count: i32, out: usize): void {
  let low = f32x4.splat(0), high = low;
  let low1 = low, high1 = low;
  const end = x + (<usize>count << 2);
  for (; x + 64 <= end; x += 64) {
    const a = v128.load(x), b = v128.load(x, 16), c = v128.load(x, 32), d = v128.load(x, 48);
    low = f32x4.pmin(f32x4.pmin(low, a), c);
    high = f32x4.pmax(f32x4.pmax(high, a), c);
    low1 = f32x4.pmin(f32x4.pmin(low1, b), d);
    high1 = f32x4.pmax(f32x4.pmax(high1, b), d);
  }
  for (; x < end; x += 16) {
    const v = v128.load(x);
    low = f32x4.pmin(low, v);
    high = f32x4.pmax(high, v);
  }
  low = f32x4.pmin(low, low1);
  high = f32x4.pmax(high, high1);
  low = f32x4.pmin(low, v128.shuffle<f32>(low, low, 2, 3, 0, 1));
  low = f32x4.pmin(low, v128.shuffle<f32>(low, low, 1, 0, 3, 2));
  high = f32x4.pmax(high, v128.shuffle<f32>(high, high, 2, 3, 0, 1));
  high = f32x4.pmax(high, v128.shuffle<f32>(high, high, 1, 0, 3, 2));
  f32.store(out, f32x4.extract_lane(low, 0));
  f32.store(out, f32x4.extract_lane(high, 0), 4);
}

/** 1 when all of `count` (a multiple of 4) values are finite, else 0. */
export function allFinite(x: usize, count: i32): i32 {
  let finite = i32x4.splat(-1);
  const end = x + (<usize>count << 2);
  for (; x < end; x += 16) {
    const v = v128.load(x);
    finite = v128.and(finite, f32x4.eq(f32x4.sub(v, v), f32x4.splat(0)));
  }
  return <i32>i32x4.all_true(finite);
}

/** Level of x on a grid: x / scale rounded half to even and clamped to [lowest, highest]. */
// @ts-ignore: decorator
@inline export function level(x: v128, inverse: v128, lowest: v128, highest: v128): v128 {
  return f32x4.pmin(highest, f32x4.pmax(lowest, f32x4.nearest(f32x4.mul(x, inverse))));
}

/**
 * out = level(x) * scale for `count` (a multiple of 4) values; `inverse` is 1/scale in f32. Levels
 * are codes minus the zero point: from `lowest` <= 0 to `highest` >= 0.
 */
export function fakeQuantise(
  x: usize,
  out: usize,
  count: i32,
  scale: f32,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  const s = f32x4.splat(scale), i = f32x4.splat(inverse);
  const l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const end = x + (<usize>count << 2);
  for (; x + 64 <= end; x += 64, out += 64) {
    v128.store(out, f32x4.mul(level(v128.load(x), i, l, h), s));
    v128.store(out, f32x4.mul(level(v128.load(x, 16), i, l, h), s), 16);
    v128.store(out, f32x4.mul(level(v128.load(x, 32), i, l, h), s), 32);
    v128.store(out, f32x4.mul(level(v128.load(x, 48), i, l, h), s), 48);
  }
  for (; x < end; x += 16, out += 16) {
    v128.store(out, f32x4.mul(level(v128.load(x), i, l, h), s));
  }
}

/*
 * Rows of states. x is [unit][lanes]; the code of unit u in lane l goes to out + l * stride + u * width
 * bytes, for the first `count` lanes.
 */

// @ts-ignore: decorator
@inline function code(x: usize, inverse: v128, lowest: v128, highest: v128): v128 {
  return i32x4.trunc_sat_f32x4_u(
    f32x4.sub(level(v128.load(x), inverse, lowest, highest), lowest),
  );
}

/** Codes of up to 8 bits, one byte each. */
export function encode8(
  x: usize,
  out: usize,
  units: i32,
  lanes: i32,
  count: i32,
  stride: i32,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  const i = f32x4.splat(inverse), l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    const row = x + (<usize>(u * lanes) << 2);
    let target = out + <usize>u;
    let n = 0;
    for (; n + 4 <= count; n += 4) {
      const c = code(row + (<usize>n << 2), i, l, h);
      i32.store8(target, i32x4.extract_lane(c, 0));
      i32.store8(target + step, i32x4.extract_lane(c, 1));
      i32.store8(target + 2 * step, i32x4.extract_lane(c, 2));
      i32.store8(target + 3 * step, i32x4.extract_lane(c, 3));
      target += 4 * step;
    }
    for (; n < count; n++) {
      const c = code(row + (<usize>(n & ~3) << 2), i, l, h);
      i32.store8(target, lane(c, n & 3));
      target += step;
    }
  }
}

/** Codes of up to 16 bits, two bytes each. */
export function encode16(
  x: usize,
  out: usize,
  units: i32,
  lanes: i32,
  count: i32,
  stride: i32,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  const i = f32x4.splat(inverse), l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    const row = x + (<usize>(u * lanes) << 2);
    let target = out + (<usize>u << 1);
    for (let n = 0; n < count; n++) {
      const c = code(row + (<usize>(n & ~3) << 2), i, l, h);
      i32.store16(target, lane(c, n & 3));
      target += step;
    }
  }
}

// @ts-ignore: decorator
@inline function lane(v: v128, index: i32): i32 {
  if (index == 0) return i32x4.extract_lane(v, 0);
  if (index == 1) return i32x4.extract_lane(v, 1);
  if (index == 2) return i32x4.extract_lane(v, 2);
  return i32x4.extract_lane(v, 3);
}

/** Bit patterns of f32 values, four bytes each; -0 becomes +0, so that equal values have equal bits. */
export function encodeFloat(
  x: usize,
  out: usize,
  units: i32,
  lanes: i32,
  count: i32,
  stride: i32,
): void {
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    let source = x + (<usize>(u * lanes) << 2);
    let target = out + (<usize>u << 2);
    for (let n = 0; n < count; n++) {
      f32.store(target, f32.load(source) + 0.0);
      source += 4;
      target += step;
    }
  }
}

/** floor(x * bins) of probabilities x, two bytes each: bins + 1 levels, the last for x = 1 alone. */
export function encodeBins(
  x: usize,
  out: usize,
  units: i32,
  lanes: i32,
  count: i32,
  stride: i32,
  bins: f32,
): void {
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    let source = x + (<usize>(u * lanes) << 2);
    let target = out + (<usize>u << 1);
    for (let n = 0; n < count; n++) {
      i32.store16(target, <i32>floor(f32.load(source) * bins));
      source += 4;
      target += step;
    }
  }
}
