import { fetchLines } from "./sparse";

/*
 * The first layer in integers on sparse inputs. Sample s has its pairs of inputs (2k, 2k + 1) of which
 * one is not zero at positions starts[s] .. starts[s + 1] of `entries`. An entry for codes of up to 8
 * bits is a u32, k in the upper half and the two codes in the bytes of the lower half; for wider ones k
 * (u32), then the two levels (i16). The units lie in the lanes; weights are [pair][unitStride][2] of
 * i16, unitStride a multiple of 4.
 */

// @ts-ignore: decorator
@inline function dot(sum: v128, levels: v128, weights: usize): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(levels, v128.load(weights)));
}

// @ts-ignore: decorator
@inline function affineTile(
  entry: usize,
  end: usize,
  zero: v128,
  w: usize,
  step: usize,
  bias: usize,
  out: usize,
  vectors: i32,
  wide: bool,
): void {
  let a0 = v128.load(bias);
  let a1 = a0, a2 = a0, a3 = a0;
  if (vectors > 1) a1 = v128.load(bias, 16);
  if (vectors > 2) a2 = v128.load(bias, 32);
  if (vectors > 3) a3 = v128.load(bias, 48);
  for (; entry < end; entry += wide ? 8 : 4) {
    let pair: usize, levels: v128;
    if (wide) {
      pair = load<u32>(entry);
      levels = v128.load32_splat(entry, 4);
    } else {
      pair = load<u16>(entry, 2);
      levels = i16x8.sub(i16x8.extend_low_i8x16_u(v128.load16_splat(entry)), zero);
    }
    const weight = w + pair * step;
    a0 = dot(a0, levels, weight);
    if (vectors > 1) a1 = dot(a1, levels, weight + 16);
    if (vectors > 2) a2 = dot(a2, levels, weight + 32);
    if (vectors > 3) a3 = dot(a3, levels, weight + 48);
  }
  v128.store(out, a0);
  if (vectors > 1) v128.store(out, a1, 16);
  if (vectors > 2) v128.store(out, a2, 32);
  if (vectors > 3) v128.store(out, a3, 48);
}

// @ts-ignore: decorator
@inline function affineTiles(
  starts: usize,
  entries: usize,
  zeroPoint: i32,
  samples: usize,
  w: usize,
  bias: usize,
  out: usize,
  unitStride: i32,
  lanes: i32,
  wide: bool,
): void {
  const step: usize = <usize>unitStride << 2;
  const zero = i16x8.splat(<i16>zeroPoint);
  const shift: usize = wide ? 3 : 2;
  store<u32>(out, fetchLines(starts, entries, samples, lanes, 1 << shift));
  for (let l = 0; l < lanes; l++) {
    const at = starts + (<usize>load<u32>(samples + (<usize>l << 2)) << 2);
    const p = entries + (<usize>load<u32>(at) << shift);
    const end = entries + (<usize>load<u32>(at, 4) << shift);
    let u: usize = 0;
    for (; u + 64 <= step; u += 64) affineTile(p, end, zero, w + u, step, bias + u, out + u, 4, wide);
    const rest = step - u;
    if (rest == 48) affineTile(p, end, zero, w + u, step, bias + u, out + u, 3, wide);
    else if (rest == 32) affineTile(p, end, zero, w + u, step, bias + u, out + u, 2, wide);
    else if (rest == 16) affineTile(p, end, zero, w + u, step, bias + u, out + u, 1, wide);
    out += step;
  }
}

/**
 * out[l] = bias + sum over the pairs of sample samples[l] of (code - zeroPoint) * w[pair], for codes of
 * up to 8 bits; out is [lanes][unitStride] of i32, bias [unitStride].
 */
export function sparseIntegerAffine(
  starts: usize,
  entries: usize,
  zeroPoint: i32,
  samples: usize,
  w: usize,
  bias: usize,
  out: usize,
  unitStride: i32,
  lanes: i32,
): void {
  affineTiles(starts, entries, zeroPoint, samples, w, bias, out, unitStride, lanes, false);
}

/** The same on levels of two bytes. */
export function sparseIntegerAffineWide(
  starts: usize,
  entries: usize,
  samples: usize,
  w: usize,
  bias: usize,
  out: usize,
  unitStride: i32,
  lanes: i32,
): void {
  affineTiles(starts, entries, 0, samples, w, bias, out, unitStride, lanes, true);
}
