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

/**
 * 1 when all of `count` (a multiple of 4) values are finite, else 0: the sum of all values times 0,
 * which is NaN for those that are not.
 */
export function allFinite(x: usize, count: i32): i32 {
  let sum = f32x4.splat(0), sum1 = sum, sum2 = sum, sum3 = sum;
  const end = x + (<usize>count << 2);
  const zero = f32x4.splat(0);
  for (; x + 64 <= end; x += 64) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(x), zero));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(x, 16), zero));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(x, 32), zero));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(x, 48), zero));
  }
  for (; x < end; x += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(x), zero));
  sum = f32x4.add(f32x4.add(sum, sum1), f32x4.add(sum2, sum3));
  return <i32>i32x4.all_true(f32x4.eq(sum, zero));
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

/**
 * 1.5 * 2^23: added to a number of size up to 2^22, leaves its nearest integer in the low bits. Made
 * from a variable, as V8 would build a constant vector anew wherever it is used.
 */
// @ts-ignore: decorator
@inline function rounder(finite: f32): v128 {
  return f32x4.splat(<f32>12582912 + (finite - finite));
}

/**
 * `level` minus `lowest` as integers: clamped first, which is the same as `lowest` and `highest` are
 * integers, and rounded by adding and taking away in integers what an f32 addition rounds off.
 */
// @ts-ignore: decorator
@inline function code(x: usize, inverse: v128, lowest: v128, highest: v128, rounder: v128): v128 {
  const y = f32x4.mul(v128.load(x), inverse);
  const level = f32x4.add(f32x4.pmin(highest, f32x4.pmax(lowest, y)), rounder);
  return i32x4.sub(level, f32x4.add(lowest, rounder));
}

/** Codes of four units, each in a byte of the four lanes of i32. */
// @ts-ignore: decorator
@inline function fourCodes(x: usize, row: usize, i: v128, l: v128, h: v128, r: v128): v128 {
  const low = v128.or(code(x, i, l, h, r), i32x4.shl(code(x + row, i, l, h, r), 8));
  const c2 = i32x4.shl(code(x + 2 * row, i, l, h, r), 16);
  return v128.or(v128.or(low, c2), i32x4.shl(code(x + 3 * row, i, l, h, r), 24));
}

/** Codes of up to 8 bits, one byte each; eight units of four lanes at a time. */
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
  const r = rounder(inverse);
  const row: usize = <usize>lanes << 2;
  const step: usize = stride;
  const whole = count & ~3;
  let u = 0;
  for (; u + 8 <= units; u += 8) {
    let source = x + <usize>u * row;
    let target = out + <usize>u;
    for (let n = 0; n < whole; n += 4) {
      const first = fourCodes(source, row, i, l, h, r);
      const second = fourCodes(source + 4 * row, row, i, l, h, r);
      const low = v128.shuffle<u32>(first, second, 0, 4, 1, 5);
      v128.store64_lane(target, low, 0);
      v128.store64_lane(target + step, low, 1);
      const high = v128.shuffle<u32>(first, second, 2, 6, 3, 7);
      v128.store64_lane(target + 2 * step, high, 0);
      v128.store64_lane(target + 3 * step, high, 1);
      source += 16;
      target += 4 * step;
    }
  }
  for (let v = 0; v < units; v++) {
    encodeLanes(x + <usize>v * row, out + <usize>v, v < u ? whole : 0, count, step, i, l, h, r);
  }
}

/** Codes of one unit in the lanes from `n`, a multiple of 4, to `count`. */
// @ts-ignore: decorator
@inline function encodeLanes(
  x: usize,
  out: usize,
  n: i32,
  count: i32,
  step: usize,
  i: v128,
  l: v128,
  h: v128,
  r: v128,
): void {
  let target = out + <usize>n * step;
  for (; n + 4 <= count; n += 4) {
    const c = code(x + (<usize>n << 2), i, l, h, r);
    i32.store8(target, i32x4.extract_lane(c, 0));
    i32.store8(target + step, i32x4.extract_lane(c, 1));
    i32.store8(target + 2 * step, i32x4.extract_lane(c, 2));
    i32.store8(target + 3 * step, i32x4.extract_lane(c, 3));
    target += 4 * step;
  }
  for (; n < count; n++) {
    i32.store8(target, lane(code(x + (<usize>(n & ~3) << 2), i, l, h, r), n & 3));
    target += step;
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
  const r = rounder(inverse);
  const step: usize = stride;
  for (let u = 0; u < units; u++) {
    const row = x + (<usize>(u * lanes) << 2);
    let target = out + (<usize>u << 1);
    for (let n = 0; n < count; n++) {
      const c = code(row + (<usize>(n & ~3) << 2), i, l, h, r);
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
