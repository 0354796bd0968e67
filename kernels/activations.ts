import { tanh as tanh4 } from "./math";

/** x = tanh x, in place; `count` a multiple of 16: four vectors share the coefficients. */
export function tanh(x: usize, count: i32): void {
  const end = x + (<usize>count << 2);
  for (; x < end; x += 64) {
    const a = v128.load(x), b = v128.load(x, 16), c = v128.load(x, 32), d = v128.load(x, 48);
    v128.store(x, tanh4(a));
    v128.store(x, tanh4(b), 16);
    v128.store(x, tanh4(c), 32);
    v128.store(x, tanh4(d), 48);
  }
}

/** x = max(x, 0), in place; `count` a multiple of 16. */
export function relu(x: usize, count: i32): void {
  const end = x + (<usize>count << 2);
  const zero = f32x4.splat(0);
  for (; x < end; x += 64) {
    v128.store(x, f32x4.pmax(zero, v128.load(x)));
    v128.store(x, f32x4.pmax(zero, v128.load(x, 16)), 16);
    v128.store(x, f32x4.pmax(zero, v128.load(x, 32)), 32);
    v128.store(x, f32x4.pmax(zero, v128.load(x, 48)), 48);
  }
}

/** All ones where low <= y <= high. */
// @ts-ignore: decorator
@inline function inside(y: v128, low: v128, high: v128): v128 {
  return v128.and(f32x4.ge(y, low), f32x4.le(y, high));
}

/*
 * Backward passes, in place on delta: the gradient with respect to the quantised activation becomes
 * the one with respect to the input of the activation function. y is the activation before it was
 * quantised; outside [low, high] the straight-through gradient is zero.
 */

// @ts-ignore: decorator
@inline function tanhGradient1(delta: usize, y: usize, low: v128, high: v128): void {
  const v = v128.load(y);
  const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(v, v));
  v128.store(delta, v128.and(f32x4.mul(v128.load(delta), slope), inside(v, low, high)));
}

/** delta = low <= y <= high ? delta (1 - y^2) : 0; `count` a multiple of 16. */
export function tanhGradient(delta: usize, y: usize, count: i32, low: f32, high: f32): void {
  const end = delta + (<usize>count << 2);
  const l = f32x4.splat(low), h = f32x4.splat(high);
  for (; delta < end; delta += 64, y += 64) {
    tanhGradient1(delta, y, l, h);
    tanhGradient1(delta + 16, y + 16, l, h);
    tanhGradient1(delta + 32, y + 32, l, h);
    tanhGradient1(delta + 48, y + 48, l, h);
  }
}

// @ts-ignore: decorator
@inline function reluGradient1(delta: usize, y: usize, low: v128, high: v128): void {
  const v = v128.load(y);
  const passes = v128.and(f32x4.gt(v, f32x4.splat(0)), inside(v, low, high));
  v128.store(delta, v128.and(v128.load(delta), passes));
}

/** delta = y > 0 and low <= y <= high ? delta : 0; `count` a multiple of 16. */
export function reluGradient(delta: usize, y: usize, count: i32, low: f32, high: f32): void {
  const end = delta + (<usize>count << 2);
  const l = f32x4.splat(low), h = f32x4.splat(high);
  for (; delta < end; delta += 64, y += 64) {
    reluGradient1(delta, y, l, h);
    reluGradient1(delta + 16, y + 16, l, h);
    reluGradient1(delta + 32, y + 32, l, h);
    reluGradient1(delta + 48, y + 48, l, h);
  }
}

/** delta = low <= y <= high ? delta : 0; `count` a multiple of 4. */
export function straightThrough(delta: usize, y: usize, count: i32, low: f32, high: f32): void {
  const end = delta + (<usize>count << 2);
  const l = f32x4.splat(low), h = f32x4.splat(high);
  for (; delta < end; delta += 16, y += 16) {
    v128.store(delta, v128.and(v128.load(delta), inside(v128.load(y), l, h)));
  }
}
