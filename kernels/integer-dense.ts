/*
 * Dense layers in integers. Levels (codes minus the zero point) are rows [input][lanes] of i16,
 * `lanes` a multiple of 16; accumulators are rows [unit][lanes] of i32. Weights are levels in pairs of
 * inputs, [pair][unitStride][2] of i16, the last one 0 when the number of inputs is odd. The caller
 * sees to it that no sum leaves i32; then all of this is exact, in whatever order it is added.
 */

/** Lanes 0..3 and 4..7 of two rows of i16, interleaved: one pair of levels per 32-bit lane. */
// @ts-ignore: decorator
@inline export function lowPairs(even: v128, odd: v128): v128 {
  return v128.shuffle<i16>(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline export function highPairs(even: v128, odd: v128): v128 {
  return v128.shuffle<i16>(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Adds the products of a pair of levels and a pair of weights, in four lanes. */
// @ts-ignore: decorator
@inline export function dot(sum: v128, levels: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(levels, weights));
}

/** Accumulators of 1 to 4 units, 8 lanes at a time. `paired`: x has rows of pairs [pair][lanes]. */
// @ts-ignore: decorator
@inline function affineTile(
  w: usize,
  step: usize,
  bias: usize,
  x: usize,
  out: usize,
  inputs: i32,
  row: usize,
  units: i32,
  paired: bool,
): void {
  const half = row >> 1;
  const whole = paired ? (inputs + 1) >> 1 : inputs >> 1;
  for (let lane: usize = 0; lane < row; lane += 32) {
    let a0 = v128.load32_splat(bias), a1 = a0;
    let b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    if (units > 1) b1 = b0 = v128.load32_splat(bias, 4);
    if (units > 2) c1 = c0 = v128.load32_splat(bias, 8);
    if (units > 3) d1 = d0 = v128.load32_splat(bias, 12);
    let source = x + (paired ? lane : lane >> 1);
    let weight = w;
    for (let k = 0; k < whole; k++) {
      let low: v128, high: v128;
      if (paired) {
        low = v128.load(source);
        high = v128.load(source, 16);
      } else {
        const even = v128.load(source), odd = v128.load(source + half);
        low = lowPairs(even, odd);
        high = highPairs(even, odd);
      }
      const w0 = v128.load32_splat(weight);
      a0 = dot(a0, low, w0);
      a1 = dot(a1, high, w0);
      if (units > 1) {
        const w1 = v128.load32_splat(weight, 4);
        b0 = dot(b0, low, w1);
        b1 = dot(b1, high, w1);
      }
      if (units > 2) {
        const w2 = v128.load32_splat(weight, 8);
        c0 = dot(c0, low, w2);
        c1 = dot(c1, high, w2);
      }
      if (units > 3) {
        const w3 = v128.load32_splat(weight, 12);
        d0 = dot(d0, low, w3);
        d1 = dot(d1, high, w3);
      }
      source += row;
      weight += step;
    }
    if (!paired && inputs & 1) {
      const last = v128.load(source), none = i16x8.splat(0);
      const low = lowPairs(last, none), high = highPairs(last, none);
      const w0 = v128.load32_splat(weight);
      a0 = dot(a0, low, w0);
      a1 = dot(a1, high, w0);
      if (units > 1) {
        const w1 = v128.load32_splat(weight, 4);
        b0 = dot(b0, low, w1);
        b1 = dot(b1, high, w1);
      }
      if (units > 2) {
        const w2 = v128.load32_splat(weight, 8);
        c0 = dot(c0, low, w2);
        c1 = dot(c1, high, w2);
      }
      if (units > 3) {
        const w3 = v128.load32_splat(weight, 12);
        d0 = dot(d0, low, w3);
        d1 = dot(d1, high, w3);
      }
    }
    const target = out + lane;
    v128.store(target, a0);
    v128.store(target, a1, 16);
    if (units > 1) {
      v128.store(target + row, b0);
      v128.store(target + row, b1, 16);
    }
    if (units > 2) {
      v128.store(target + 2 * row, c0);
      v128.store(target + 2 * row, c1, 16);
    }
    if (units > 3) {
      v128.store(target + 3 * row, d0);
      v128.store(target + 3 * row, d1, 16);
    }
  }
}

// @ts-ignore: decorator
@inline function affineTiles(
  w: usize,
  unitStride: i32,
  bias: usize,
  x: usize,
  out: usize,
  units: i32,
  inputs: i32,
  lanes: i32,
  paired: bool,
): void {
  const row: usize = <usize>lanes << 2;
  const step: usize = <usize>unitStride << 2;
  let i = 0;
  for (; i + 4 <= units; i += 4) {
    affineTile(w, step, bias, x, out, inputs, row, 4, paired);
    w += 16;
    bias += 16;
    out += 4 * row;
  }
  const rest = units - i;
  if (rest == 3) affineTile(w, step, bias, x, out, inputs, row, 3, paired);
  else if (rest == 2) affineTile(w, step, bias, x, out, inputs, row, 2, paired);
  else if (rest == 1) affineTile(w, step, bias, x, out, inputs, row, 1, paired);
}

/** out[i] = bias[i] + sum over j of w[i, j] x[j]. */
export function integerAffine(
  w: usize,
  unitStride: i32,
  bias: usize,
  x: usize,
  out: usize,
  units: i32,
  inputs: i32,
  lanes: i32,
): void {
  affineTiles(w, unitStride, bias, x, out, units, inputs, lanes, false);
}

/** The same on rows of pairs of levels, [pair][lanes][2] of i16, as `gather` makes them. */
export function integerAffinePairs(
  w: usize,
  unitStride: i32,
  bias: usize,
  x: usize,
  out: usize,
  units: i32,
  inputs: i32,
  lanes: i32,
): void {
  affineTiles(w, unitStride, bias, x, out, units, inputs, lanes, true);
}
