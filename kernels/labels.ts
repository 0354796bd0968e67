/*
 * Numbers of the bins that a unit's values lie in, for layers whose units take few values: from 0 on, in
 * the order of the values, which ascend. Bins without a value have no number.
 */

import { POSITIONS, ROUND_UP } from "./bins";

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
