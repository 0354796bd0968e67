import { log } from "./math";
import { threefry } from "./random";

/*
 * Standard normal numbers in f32 by the transform of Box and Muller (1958), from the words of a random
 * stream from its start. Of each eight words the first four give radii, the last four angles: number l
 * (of eight) is radius l times the cosine, number l + 4 radius l times the sine. An angle is 29 bits
 * within an eighth of the circle, one that exchanges cosine and sine, and one sign for each.
 *
 * `count` is a multiple of 16. Radii go up to sqrt(64 ln 2) = 6.66. Coefficients come from
 * kernels/fit/fit.py.
 */

/** sqrt(-2 log u), u = (31 bits + 1/2) / 2^31. */
// @ts-ignore: decorator
@inline function radii(words: v128): v128 {
  const whole = f32x4.convert_i32x4_s(i32x4.shr_u(words, 1));
  const u = f32x4.mul(f32x4.add(whole, f32x4.splat(0.5)), f32x4.splat(4.656612873077393e-10));
  return f32x4.sqrt(f32x4.mul(f32x4.splat(-2), log(u)));
}

// @ts-ignore: decorator
@inline function step(polynomial: v128, x: v128, coefficient: f32): v128 {
  return f32x4.add(f32x4.mul(polynomial, x), f32x4.splat(coefficient));
}

/** Part of an eighth of the circle, in [0, 1]. */
// @ts-ignore: decorator
@inline function partOf(words: v128): v128 {
  const whole = f32x4.convert_i32x4_s(v128.and(words, i32x4.splat(0x1fffffff)));
  return f32x4.mul(whole, f32x4.splat(1.862645149230957e-9));
}

/** sin(x pi / 4) for x in [0, 1]; error below 2 ulp. */
// @ts-ignore: decorator
@inline function sine(x: v128, square: v128): v128 {
  let p = f32x4.splat(-3.595045563997701e-5);
  p = step(p, square, 0.00249000103212893);
  p = step(p, square, -0.08074543625116348);
  p = step(p, square, 0.7853981852531433);
  return f32x4.mul(p, x);
}

/** cos(x pi / 4) for x in [0, 1]; error below 2 ulp. */
// @ts-ignore: decorator
@inline function cosine(square: v128): v128 {
  let p = f32x4.splat(3.5313346415932756e-6);
  p = step(p, square, -0.00032594200456514955);
  p = step(p, square, 0.015854327008128166);
  p = step(p, square, -0.3084251284599304);
  return step(p, square, 1);
}

/** Turns eight words at `at` into eight standard normal numbers. */
// @ts-ignore: decorator
@inline function transform(at: usize): void {
  const angles = v128.load(at, 16);
  const radius = radii(v128.load(at));
  const x = partOf(angles);
  const square = f32x4.mul(x, x);
  const s = sine(x, square), c = cosine(square);
  const exchange = i32x4.shr_s(i32x4.shl(angles, 2), 31);
  const sign = i32x4.splat(0x80000000);
  const along = v128.xor(v128.bitselect(s, c, exchange), v128.and(angles, sign));
  const across = v128.xor(v128.bitselect(c, s, exchange), v128.and(i32x4.shl(angles, 1), sign));
  v128.store(at, f32x4.mul(radius, along));
  v128.store(at, f32x4.mul(radius, across), 16);
}

/** The numbers `index` .. `index` + 15 (a multiple of 16) of the stream of a key, to out[0..15]. */
// @ts-ignore: decorator
@inline export function sixteenGaussians(key0: u32, key1: u32, index: u32, out: usize): void {
  threefry(key0, key1, index >> 1, out);
  transform(out);
  transform(out + 32);
}

/** out = scale N, N the first `count` standard normal numbers of the stream of key (key0, key1). */
export function gaussians(out: usize, count: i32, key0: u32, key1: u32, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let i = 0; i < count; i += 16, out += 64) {
    sixteenGaussians(key0, key1, i, out);
    v128.store(out, f32x4.mul(s, v128.load(out)));
    v128.store(out, f32x4.mul(s, v128.load(out, 16)), 16);
    v128.store(out, f32x4.mul(s, v128.load(out, 32)), 32);
    v128.store(out, f32x4.mul(s, v128.load(out, 48)), 48);
  }
}
