import { tanh } from "./math";
import { total } from "./statistics";

/*
 * From accumulators (i32, |acc| < 2^30) to levels of the next grid (i16), for `count` values, a
 * multiple of 8. The ratio of the scales is a fixed-point number, multiplier * 2^(shift - 30):
 *
 *   level = floor((acc * 2^shift * multiplier + 2^29) / 2^30), clamped,
 *
 * that is, acc times the ratio, rounded to the nearest integer, halves up; exact in i64. `shift` is 0
 * unless the ratio is 1 or more.
 */

/**
 * Four accumulators times the multiplier, rounded. Both are doubled, so that the quotient by 2^30 is
 * the upper half of the product; `twice` is twice the multiplier, `half` 2^31 in both lanes of i64.
 */
// @ts-ignore: decorator
@inline function scale(acc: v128, twice: v128, half: v128): v128 {
  const doubled = i32x4.add(acc, acc);
  const low = i64x2.add(i64x2.extmul_low_i32x4_s(doubled, twice), half);
  const high = i64x2.add(i64x2.extmul_high_i32x4_s(doubled, twice), half);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** acc * 2^shift, clamped before to where the product stays below 2^30. */
// @ts-ignore: decorator
@inline function shifted(acc: v128, most: v128, shift: i32): v128 {
  const clamped = i32x4.max_s(i32x4.neg(most), i32x4.min_s(most, acc));
  return i32x4.shl(clamped, shift);
}

// @ts-ignore: decorator
@inline function requantiseAll(
  acc: usize,
  out: usize,
  count: i32,
  multiplier: i32,
  shift: i32,
  lowest: i32,
  highest: i32,
  shifts: bool,
): void {
  const m = i32x4.splat(2 * multiplier), half = i64x2.splat(<i64>1 << 31);
  const most = i32x4.splat((1 << (30 - shift)) - 1);
  const l = i16x8.splat(<i16>lowest), h = i16x8.splat(<i16>highest);
  const end = acc + (<usize>count << 2);
  for (; acc < end; acc += 32, out += 16) {
    let a = v128.load(acc), b = v128.load(acc, 16);
    if (shifts) {
      a = shifted(a, most, shift);
      b = shifted(b, most, shift);
    }
    const levels = i16x8.narrow_i32x4_s(scale(a, m, half), scale(b, m, half));
    v128.store(out, i16x8.min_s(h, i16x8.max_s(l, levels)));
  }
}

/** out = level, clamped to [lowest, highest]. */
export function requantise(
  acc: usize,
  out: usize,
  count: i32,
  multiplier: i32,
  shift: i32,
  lowest: i32,
  highest: i32,
): void {
  if (shift) requantiseAll(acc, out, count, multiplier, shift, lowest, highest, true);
  else requantiseAll(acc, out, count, multiplier, shift, lowest, highest, false);
}

/** The entries of a table of i16 whose addresses are in four lanes, in one word. */
// @ts-ignore: decorator
@inline function load4(addresses: v128): u64 {
  return <u64>load<u16>(i32x4.extract_lane(addresses, 0)) |
    (<u64>load<u16>(i32x4.extract_lane(addresses, 1)) << 16) |
    (<u64>load<u16>(i32x4.extract_lane(addresses, 2)) << 32) |
    (<u64>load<u16>(i32x4.extract_lane(addresses, 3)) << 48);
}

// @ts-ignore: decorator
@inline function lookUpAll(
  acc: usize,
  out: usize,
  count: i32,
  multiplier: i32,
  shift: i32,
  table: usize,
  entries: i32,
  shifts: bool,
): void {
  const m = i32x4.splat(2 * multiplier), half = i64x2.splat(<i64>1 << 31);
  const limit = i32x4.splat((1 << (30 - shift)) - 1);
  const least = i32x4.splat(-(entries >> 1)), most = i32x4.splat((entries >> 1) - 1);
  const middle = i32x4.splat(<i32>table + entries);
  const end = acc + (<usize>count << 2);
  for (; acc < end; acc += 16, out += 8) {
    let a = v128.load(acc);
    if (shifts) a = shifted(a, limit, shift);
    const level = i32x4.min_s(most, i32x4.max_s(least, scale(a, m, half)));
    store<u64>(out, load4(i32x4.add(i32x4.shl(level, 1), middle)));
  }
}

/**
 * out = table[entries / 2 + level], the level clamped to [-entries / 2, entries / 2 - 1]; `entries`
 * is even.
 */
export function lookUp(
  acc: usize,
  out: usize,
  count: i32,
  multiplier: i32,
  shift: i32,
  table: usize,
  entries: i32,
): void {
  if (shift) lookUpAll(acc, out, count, multiplier, shift, table, entries, true);
  else lookUpAll(acc, out, count, multiplier, shift, table, entries, false);
}

/**
 * table[i] = level of tanh((i - entries / 2) * step) on a grid: divided by the scale, whose inverse
 * is given, rounded half to even and clamped. `entries` is a multiple of 8.
 */
export function tanhTable(
  table: usize,
  entries: i32,
  step: f32,
  inverse: f32,
  lowest: i32,
  highest: i32,
): void {
  const s = f32x4.splat(step), i = f32x4.splat(inverse);
  const l = i16x8.splat(<i16>lowest), h = i16x8.splat(<i16>highest);
  let index = i32x4.add(i32x4.splat(-(entries >> 1)), i32x4(0, 1, 2, 3));
  const four = i32x4.splat(4);
  const end = table + (<usize>entries << 1);
  for (; table < end; table += 16) {
    const a = tanh(f32x4.mul(f32x4.convert_i32x4_s(index), s));
    index = i32x4.add(index, four);
    const b = tanh(f32x4.mul(f32x4.convert_i32x4_s(index), s));
    index = i32x4.add(index, four);
    const levels = i16x8.narrow_i32x4_s(
      i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(a, i))),
      i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(b, i))),
    );
    v128.store(table, i16x8.min_s(h, i16x8.max_s(l, levels)));
  }
}

/**
 * Adds to out[0] (u32) for how many accumulators [units][lanes], in their first `count` lanes, the
 * level is not in [least, most] before it is clamped (a `least` of -2^31 is no limit), and to out[1]
 * for how many the level in `levels` [units][lanes] is `lowest` or `highest`. Lane l stands for
 * weights[l] (u32) inputs; weights are read up to a multiple of 4. `lanes` is a multiple of 4.
 */
export function countLevelEnds(
  acc: usize,
  levels: usize,
  units: i32,
  lanes: i32,
  count: i32,
  weights: usize,
  multiplier: i32,
  shift: i32,
  least: i32,
  most: i32,
  lowest: i32,
  highest: i32,
  out: usize,
): void {
  const m = i32x4.splat(2 * multiplier), half = i64x2.splat(<i64>1 << 31);
  const limit = i32x4.splat((1 << (30 - shift)) - 1);
  const from = i32x4.splat(least), to = i32x4.splat(most);
  const low = i32x4.splat(lowest), high = i32x4.splat(highest);
  const places = i32x4(0, 1, 2, 3);
  let beyond = i32x4.splat(0), ends = beyond;
  for (let u = 0; u < units; u++) {
    for (let n = 0; n < count; n += 4) {
      const at: usize = u * lanes + n;
      const exact = scale(shifted(v128.load(acc + (at << 2)), limit, shift), m, half);
      const level = i32x4.extend_low_i16x8_s(v128.load64_zero(levels + (at << 1)));
      const inUse = i32x4.lt_s(places, i32x4.splat(count - n));
      const inputs = v128.and(inUse, v128.load(weights + (<usize>n << 2)));
      const outside = v128.or(i32x4.lt_s(exact, from), i32x4.gt_s(exact, to));
      const atEnd = v128.or(i32x4.eq(level, low), i32x4.eq(level, high));
      beyond = i32x4.add(beyond, v128.and(outside, inputs));
      ends = i32x4.add(ends, v128.and(atEnd, inputs));
    }
  }
  store<u32>(out, load<u32>(out) + total(beyond));
  store<u32>(out, load<u32>(out, 4) + total(ends), 4);
}
