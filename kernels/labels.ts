/*
 * Numbers of a unit's values, for layers whose units take few of them, and of the bins that they lie in:
 * from 0 on, in ascending order. Bins without a value have no number.
 */

import { POSITIONS, twoBins } from "./bins";
import { keyOf, sortByDigit } from "./equal-mass";

/** Values of a byte, four of which make a key. */
const DIGITS: usize = 256;

/**
 * Writes the number of the bin of each of `n` > 0 ascending values (f32) to `labels` (u16[n]); returns the
 * last one. Bins are those of uniformBins, with one more on either side for what lies outside low .. high;
 * `scale`: positions per unit of value.
 */
export function labelUniform(
  values: usize,
  n: i32,
  low: f64,
  high: f64,
  scale: f64,
  bins: i32,
  labels: usize,
): i32 {
  const l = f64x2.splat(low), h = f64x2.splat(high), s = f64x2.splat(scale);
  const step = f64x2.splat(<f64>bins / POSITIONS);
  const zero = i32x4.splat(0), most = i32x4.splat(bins - 1), above = i32x4.splat(bins);
  const end = values + (<usize>n << 2);
  let label = -1, last = -2;
  for (; values < end; values += 8, labels += 4) {
    // Where one value is left it is looked at twice.
    const isPair = values + 8 <= end;
    const v = isPair ? v128.load64_zero(values) : v128.load32_splat(values);
    const x = f64x2.promote_low_f32x4(v);
    const within = i32x4.min_s(most, i32x4.max_s(zero, twoBins(x, l, s, step)));
    const all = v128.bitselect(above, v128.or(within, f64x2.lt(x, l)), f64x2.gt(x, h));
    const first = i32x4.extract_lane(all, 0), second = i32x4.extract_lane(all, 2);
    label += <i32>(first != last);
    store<u16>(labels, label);
    label += <i32>(second != first);
    if (isPair) store<u16>(labels, label, 2);
    last = second;
  }
  return label;
}

/**
 * Sorts the values (f32) at x + rows[i] * stride, i < n, into `values` (f32[n]), and numbers them: to
 * numbers + rows[i] * step (u16) goes how many of them are less. 0 and -0 are equal.
 *
 * `rows`: u32[n], n up to 65536. `scratch`: u64[2 n], then u32[4][256], overwritten.
 */
export function numberValues(
  x: usize,
  stride: i32,
  rows: usize,
  n: i32,
  values: usize,
  numbers: usize,
  step: i32,
  scratch: usize,
): void {
  const bytes: usize = <usize>n << 3;
  const other = scratch + bytes;
  const places = other + bytes;
  const size: usize = DIGITS << 2;
  for (let d: usize = 0; d < 4 * size; d += 16) v128.store(places + d, i32x4.splat(0));
  for (let i: usize = 0; i < <usize>n; i++) {
    const key = keyOf(load<f32>(x + <usize>load<u32>(rows + (i << 2)) * <usize>stride));
    store<u64>(scratch + (i << 3), (<u64>key << 32) | i);
    for (let d: usize = 0; d < 4; d++) {
      const place = places + d * size + (((<usize>key >> (d << 3)) & (DIGITS - 1)) << 2);
      store<u32>(place, load<u32>(place) + 1);
    }
  }
  sortByDigit(scratch, other, bytes, 32, DIGITS, places);
  sortByDigit(other, scratch, bytes, 40, DIGITS, places + size);
  sortByDigit(scratch, other, bytes, 48, DIGITS, places + 2 * size);
  sortByDigit(other, scratch, bytes, 56, DIGITS, places + 3 * size);
  let number: usize = 0, last: u64 = 0;
  for (let i: usize = 0; i < <usize>n; i++) {
    const pair = load<u64>(scratch + (i << 3));
    if (pair >> 32 != last) number = i;
    last = pair >> 32;
    const row: usize = load<u32>(rows + (<usize>(<u32>pair) << 2));
    store<f32>(values + (i << 2), load<f32>(x + row * <usize>stride));
    store<u16>(numbers + row * <usize>step, <u16>number);
  }
}
