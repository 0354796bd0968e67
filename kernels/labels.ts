/*
 * Numbers of a unit's values, for layers whose units take few of them, and of the bins that they lie in:
 * from 0 on, in ascending order. Bins without a value have no number.
 */

import { POSITIONS, ROUND_UP } from "./bins";
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
  const step = <f64>bins / POSITIONS;
  const end = values + (<usize>n << 2);
  let label = -1, last = -2;
  for (; values < end; values += 4, labels += 2) {
    const x = <f64>f32.load(values);
    let bin = bins;
    if (x < low) bin = -1;
    else if (x <= high) bin = min(<i32>(floor((x - low) * scale + ROUND_UP) * step), bins - 1);
    label += <i32>(bin != last);
    last = bin;
    store<u16>(labels, label);
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
