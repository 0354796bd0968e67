/*
 * exp on two f64 lanes, from basic arithmetic only: the same bits everywhere. Coefficients come from
 * kernels/fit/fit.py.
 */

// @ts-ignore: decorator
@inline function splat(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore: decorator
@inline function step(polynomial: v128, x: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(polynomial, x), splat(coefficient));
}

/** 1.5 * 2^52: added to a small number, it leaves the nearest integer in the low bits. */
const ROUNDER: f64 = 6755399441055744;

/** e^x for x <= 0, 0 where x is below -708 (e^-708 is 3e-308) or NaN; error below 1.1 ulp. */
// @ts-ignore: decorator
@inline export function expOfNegative(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, splat(1.4426950408889634)), splat(ROUNDER));
  const n = f64x2.sub(shifted, splat(ROUNDER));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(n, splat(0.6931471803691238))),
    f64x2.mul(n, splat(1.9082149292705877e-10)),
  );
  let p = splat(2.5100375832561234e-8);
  p = step(p, r, 2.7620075879983367e-7);
  p = step(p, r, 2.7557268480310024e-6);
  p = step(p, r, 2.4801521322368692e-5);
  p = step(p, r, 0.00019841269863040545);
  p = step(p, r, 0.0013888888917196719);
  p = step(p, r, 0.008333333333330065);
  p = step(p, r, 0.041666666666624164);
  p = step(p, r, 0.16666666666666669);
  p = step(p, r, 0.5000000000000001);
  p = f64x2.add(f64x2.add(f64x2.mul(p, f64x2.mul(r, r)), r), splat(1));
  const power = i64x2.add(p, i64x2.shl(shifted, 52));
  return v128.and(power, f64x2.ge(x, splat(-708)));
}
