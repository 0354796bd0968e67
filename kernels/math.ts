/*
 * exp, log and tanh on four f32 lanes, from basic arithmetic only: the same bits everywhere.
 * Coefficients and errors come from kernels/fit/fit.py.
 */

// @ts-ignore: decorator
@inline function splat(x: f32): v128 {
  return f32x4.splat(x);
}

// @ts-ignore: decorator
@inline function step(polynomial: v128, x: v128, coefficient: f32): v128 {
  return f32x4.add(f32x4.mul(polynomial, x), splat(coefficient));
}

/** e^x for x in [-87, 88] (clamped outside); error below 1 ulp. */
// @ts-ignore: decorator
@inline export function exp(x: v128): v128 {
  x = f32x4.pmin(splat(88.0), f32x4.pmax(splat(-87.0), x));
  const n = f32x4.nearest(f32x4.mul(x, splat(1.4426950408889634)));
  const r = f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, splat(0.693359375))),
    f32x4.mul(n, splat(-2.1219444e-4)),
  );
  let p = splat(0.001381459878757596);
  p = step(p, r, 0.008368716575205326);
  p = step(p, r, 0.04166838899254799);
  p = step(p, r, 0.1666652113199234);
  p = step(p, r, 0.4999999403953552);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), splat(1.0));
  const exponent = i32x4.shl(
    i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)),
    23,
  );
  return f32x4.mul(p, exponent);
}

/** Natural logarithm of positive, normal x; error below 1 ulp. */
// @ts-ignore: decorator
@inline export function log(x: v128): v128 {
  const e = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const t = f32x4.sub(i32x4.sub(x, i32x4.shl(e, 23)), splat(1.0));
  const exponent = f32x4.convert_i32x4_s(e);
  const square = f32x4.mul(t, t);
  let p = splat(0.06746641546487808);
  p = step(p, t, -0.11675655096769333);
  p = step(p, t, 0.11888163536787033);
  p = step(p, t, -0.1240558847784996);
  p = step(p, t, 0.14219552278518677);
  p = step(p, t, -0.1666799634695053);
  p = step(p, t, 0.2000211924314499);
  p = step(p, t, -0.25000008940696716);
  p = step(p, t, 0.3333331346511841);
  p = f32x4.mul(p, f32x4.mul(t, square));
  p = f32x4.add(p, f32x4.mul(exponent, splat(-2.1219444e-4)));
  p = f32x4.sub(p, f32x4.mul(square, splat(0.5)));
  return f32x4.add(f32x4.add(t, p), f32x4.mul(exponent, splat(0.693359375)));
}

/** tanh x; error below 7 ulp, never beyond [-1, 1]. */
// @ts-ignore: decorator
@inline export function tanh(x: v128): v128 {
  x = f32x4.pmin(splat(9.01), f32x4.pmax(splat(-9.01), x));
  const u = f32x4.mul(x, x);
  let p = splat(1.3318801e-8);
  p = step(p, u, 2.058329846477136e-05);
  p = step(p, u, 0.003494024043902755);
  p = step(p, u, 0.13379709422588348);
  p = step(p, u, 1.0);
  let q = splat(7.761912570458662e-07);
  q = step(q, u, 0.0003283075348008424);
  q = step(q, u, 0.02587103471159935);
  q = step(q, u, 0.46713024377822876);
  q = step(q, u, 1.0);
  const y = f32x4.div(f32x4.mul(x, p), q);
  return f32x4.pmin(splat(1.0), f32x4.pmax(splat(-1.0), y));
}
