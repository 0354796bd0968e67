/*
 * The arc-cosine kernels (Cho & Saul 2009) of points on the sphere and the tangent kernels made of
 * them, two f64 lanes at a time, from basic arithmetic only. src/bounds/kernels/arccosine.ts says
 * the same for one number; coefficients and errors come from kernels/fit/arcsine.py.
 *
 * An angle is one long chain of operations: blocks of up to 32 numbers go through in passes, and
 * four chains run side by side.
 */
import { mirrorSquare } from "./linear";

const PI: f64 = 3.141592653589793;
const HALF_PI: f64 = 1.5707963267948966;

/** Numbers of a block; rows and columns of a tile of a symmetric matrix. */
const BLOCK = 32;
/** Bytes of a block: parts of the scratch room lie so far apart. */
const PART: usize = 256;

// @ts-ignore: decorator
@inline function splat(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore: decorator
@inline function step(p: v128, t: v128, coefficient: v128): v128 {
  return f64x2.add(f64x2.mul(p, t), coefficient);
}

// @ts-ignore: decorator
@inline function isFar(r: v128): v128 {
  return f64x2.gt(f64x2.abs(r), splat(0.5));
}

/** r, or sqrt(z) where |r| > 1/2: what the arc sine is taken of. */
// @ts-ignore: decorator
@inline function nearZero(r: v128, z: v128): v128 {
  return v128.bitselect(f64x2.sqrt(z), r, isFar(r));
}

/** arccos r from x = nearZero(r, z), t = x^2 and the value p of the polynomial. */
// @ts-ignore: decorator
@inline function angle(r: v128, x: v128, t: v128, p: v128): v128 {
  const arcsine = f64x2.add(x, f64x2.mul(x, f64x2.mul(t, p)));
  const twice = f64x2.add(arcsine, arcsine);
  const outer = v128.bitselect(f64x2.sub(splat(PI), twice), twice, f64x2.lt(r, splat(0)));
  return v128.bitselect(outer, f64x2.sub(splat(HALF_PI), arcsine), isFar(r));
}

/** out = arccos r, given z = (1 - |r|)/2, for `bytes` bytes of numbers, eight numbers at a time. */
function angles(r: usize, z: usize, out: usize, bytes: usize): void {
  for (const end = r + bytes; r < end; r += 64) {
    const x0 = nearZero(v128.load(r), v128.load(z));
    const x1 = nearZero(v128.load(r, 16), v128.load(z, 16));
    const x2 = nearZero(v128.load(r, 32), v128.load(z, 32));
    const x3 = nearZero(v128.load(r, 48), v128.load(z, 48));
    const t0 = f64x2.mul(x0, x0), t1 = f64x2.mul(x1, x1);
    const t2 = f64x2.mul(x2, x2), t3 = f64x2.mul(x3, x3);
    let p0 = splat(0.028757851367421566), p1 = p0, p2 = p0, p3 = p0;
    let c = splat(-0.014851887071247204);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.01740087944269402);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.005457506718640358);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.01032281435018578);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.011479177415184906);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.013971212973552933);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.017352392720869973);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.02237217294214989);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.030381944138531247);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.04464285714635543);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.07499999999998433);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    c = splat(0.16666666666666669);
    p0 = step(p0, t0, c), p1 = step(p1, t1, c), p2 = step(p2, t2, c), p3 = step(p3, t3, c);
    v128.store(out, angle(v128.load(r), x0, t0, p0));
    v128.store(out, angle(v128.load(r, 16), x1, t1, p1), 16);
    v128.store(out, angle(v128.load(r, 32), x2, t2, p2), 32);
    v128.store(out, angle(v128.load(r, 48), x3, t3, p3), 48);
    z += 64;
    out += 64;
  }
}

/** All seven kernels of up to 32 numbers, a multiple of 8 of them. */
function block(
  r: usize,
  bytes: usize,
  stepOut: usize,
  reluOut: usize,
  tangentOut: usize,
  gateOut: usize,
  secondOut: usize,
  firstOut: usize,
  threeOut: usize,
  scratch: usize,
): void {
  const xs = scratch, zs = scratch + PART, thetas = scratch + 2 * PART, tangents = scratch + 3 * PART;
  const one = splat(1), half = splat(0.5), pi = splat(PI);
  const perTurn = splat(0.15915494309189535);
  const perHalf = splat(0.3183098861837907);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = f64x2.pmin(one, f64x2.pmax(splat(-1), v128.load(r + at)));
    v128.store(xs + at, x);
    v128.store(zs + at, f64x2.mul(half, f64x2.sub(one, f64x2.abs(x))));
  }
  angles(xs, zs, thetas, bytes);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(xs + at);
    const theta = v128.load(thetas + at);
    const below = f64x2.sub(one, x);
    const sine = f64x2.sqrt(f64x2.mul(below, f64x2.add(one, x)));
    const step = f64x2.sub(half, f64x2.mul(theta, perTurn));
    const relu = f64x2.mul(f64x2.add(sine, f64x2.mul(x, f64x2.sub(pi, theta))), perTurn);
    const tangent = f64x2.mul(x, step);
    v128.store(stepOut + at, step);
    v128.store(reluOut + at, relu);
    v128.store(tangentOut + at, tangent);
    v128.store(tangents + at, tangent);
    v128.store(xs + at, f64x2.add(relu, relu));
    // (1 - rho)/2 for rho = 2 F3, without the cancellation near r = 1.
    const bent = f64x2.mul(f64x2.sub(f64x2.mul(x, theta), sine), perHalf);
    v128.store(zs + at, f64x2.pmax(splat(0), f64x2.mul(half, f64x2.add(below, bent))));
  }
  angles(xs, zs, thetas, bytes);
  for (let at: usize = 0; at < bytes; at += 16) {
    const rho = v128.load(xs + at);
    const z = v128.load(zs + at);
    const theta = v128.load(thetas + at);
    const gate = f64x2.sub(half, f64x2.mul(theta, perTurn));
    const second = f64x2.mul(gate, f64x2.mul(half, rho));
    const first = f64x2.mul(gate, v128.load(tangents + at));
    const root = f64x2.sqrt(f64x2.mul(z, f64x2.sub(one, z)));
    const sine = f64x2.add(root, root);
    const deepRelu = f64x2.mul(f64x2.add(sine, f64x2.mul(rho, f64x2.sub(pi, theta))), perTurn);
    v128.store(gateOut + at, gate);
    v128.store(secondOut + at, second);
    v128.store(firstOut + at, first);
    v128.store(threeOut + at, f64x2.add(f64x2.add(second, first), f64x2.mul(half, deepRelu)));
  }
}

/** Where output `out` is `offset` bytes on; what is not wanted goes to the scratch room. */
// @ts-ignore: decorator
@inline function place(out: usize, offset: usize, scratch: usize): usize {
  return out ? out + offset : scratch + 4 * PART;
}

/**
 * For `count` (a multiple of 8) inner products r of unit vectors, clamped to [-1, 1], each where its
 * offset is not 0: F2(r), F3(r), H = r F2, K = F2(2 F3), K F3, K H, and K F3 + K H + F3(2 F3)/2.
 * `scratch`: 1280 bytes, overwritten.
 */
export function arcCosineKernels(
  r: usize,
  count: i32,
  stepOut: usize,
  reluOut: usize,
  tangentOut: usize,
  gateOut: usize,
  secondOut: usize,
  firstOut: usize,
  threeOut: usize,
  scratch: usize,
): void {
  const end: usize = <usize>count << 3;
  for (let at: usize = 0; at < end; at += PART) {
    block(
      r + at,
      min(PART, end - at),
      place(stepOut, at, scratch),
      place(reluOut, at, scratch),
      place(tangentOut, at, scratch),
      place(gateOut, at, scratch),
      place(secondOut, at, scratch),
      place(firstOut, at, scratch),
      place(threeOut, at, scratch),
      scratch,
    );
  }
}

// @ts-ignore: decorator
@inline function reflect(out: usize, row: usize, i: i32, j: i32, rows: i32): void {
  if (!out) return;
  for (let p = 0; p < rows; p += 8) {
    for (let q = 0; q < BLOCK; q += 8) mirrorSquare(out, row, i + p, j + q, min(8, rows - p), 8);
  }
}

/**
 * The same for a symmetric n x n matrix r, n at least 32: each pair of entries is computed once, and
 * stored in both places while it is in a near cache.
 */
export function symmetricArcCosineKernels(
  r: usize,
  n: i32,
  stepOut: usize,
  reluOut: usize,
  tangentOut: usize,
  gateOut: usize,
  secondOut: usize,
  firstOut: usize,
  threeOut: usize,
  scratch: usize,
): void {
  const row: usize = <usize>n << 3;
  for (let i = 0; i < n; i += BLOCK) {
    const rows = min(BLOCK, n - i);
    for (let j = 0; j <= i; j += BLOCK) {
      // A multiple of 8 columns: the last ones of a narrow tile, and some before them.
      const columns = min(BLOCK, n - j);
      const wide = (columns + 7) & ~7;
      for (let p = i; p < i + rows; p++) {
        const at = <usize>p * row + (<usize>(j + columns - wide) << 3);
        block(
          r + at,
          <usize>wide << 3,
          place(stepOut, at, scratch),
          place(reluOut, at, scratch),
          place(tangentOut, at, scratch),
          place(gateOut, at, scratch),
          place(secondOut, at, scratch),
          place(firstOut, at, scratch),
          place(threeOut, at, scratch),
          scratch,
        );
      }
      if (j < i) {
        reflect(stepOut, row, i, j, rows);
        reflect(reluOut, row, i, j, rows);
        reflect(tangentOut, row, i, j, rows);
        reflect(gateOut, row, i, j, rows);
        reflect(secondOut, row, i, j, rows);
        reflect(firstOut, row, i, j, rows);
        reflect(threeOut, row, i, j, rows);
      }
    }
  }
}
