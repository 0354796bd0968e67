/** Two quotients, rounded down and counted from the bin `first` on. */
// @ts-ignore: decorator
@inline function twoBins(x: v128, width: v128, first: v128): v128 {
  const bin = f64x2.sub(f64x2.floor(f64x2.div(f64x2.promote_low_f32x4(x), width)), first);
  return i32x4.trunc_sat_f64x2_u_zero(bin);
}

/**
 * Bins floor(x[i] / width) - first of `count` f32 values, the quotient rounded to f64, of `bytes` bytes
 * each: 1, 2 or 4, as many as the greatest needs. None may be negative.
 */
export function widthBins(
  x: usize,
  out: usize,
  count: i32,
  width: f64,
  first: f64,
  bytes: i32,
): void {
  const w = f64x2.splat(width), f = f64x2.splat(first);
  const step: usize = <usize>bytes << 2;
  const whole = x + ((<usize>count & ~3) << 2);
  const end = x + (<usize>count << 2);
  for (; x < whole; x += 16, out += step) {
    const v = v128.load(x);
    const high = v128.shuffle<i32>(v, v, 2, 3, 2, 3);
    const four = v128.shuffle<i32>(twoBins(v, w, f), twoBins(high, w, f), 0, 1, 4, 5);
    const two = i16x8.narrow_i32x4_u(four, four);
    if (bytes == 4) v128.store(out, four);
    else if (bytes == 2) v128.store64_lane(out, two, 0);
    else v128.store32_lane(out, i8x16.narrow_i16x8_u(two, two), 0);
  }
  for (; x < end; x += 4, out += bytes) {
    const bin = <u32>(floor(<f64>load<f32>(x) / width) - first);
    if (bytes == 4) store<u32>(out, bin);
    else if (bytes == 2) store<u16>(out, <u16>bin);
    else store<u8>(out, <u8>bin);
  }
}
