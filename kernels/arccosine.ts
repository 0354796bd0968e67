/*
 * The arc-cosine kernels (Cho & Saul 2009) of points on the sphere and the tangent kernels made of
 * them, two f64 lanes at a time, from basic arithmetic only. src/bounds/kernels/arccosine.ts says
 * the same for one number; coefficients and errors come from kernels/fit/arcsine.py.
 */

const PI: f64 = 3.141592653589793;
const HALF_PI: f64 = 1.5707963267948966;

// @ts-ignore: decorator
@inline function splat(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore: decorator
@inline function step(p: v128, t: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(p, t), splat(coefficient));
}

/** arcsin x - x for |x| <= 1/2. */
// @ts-ignore: decorator
@inline function arcsineExcess(x: v128): v128 {
  const t = f64x2.mul(x, x);
  let p = splat(0.028757851367421566);
  p = step(p, t, -0.014851887071247204);
  p = step(p, t, 0.01740087944269402);
  p = step(p, t, 0.005457506718640358);
  p = step(p, t, 0.01032281435018578);
  p = step(p, t, 0.011479177415184906);
  p = step(p, t, 0.013971212973552933);
  p = step(p, t, 0.017352392720869973);
  p = step(p, t, 0.02237217294214989);
  p = step(p, t, 0.030381944138531247);
  p = step(p, t, 0.04464285714635543);
  p = step(p, t, 0.07499999999998433);
  p = step(p, t, 0.16666666666666669);
  return f64x2.mul(x, f64x2.mul(t, p));
}

/** arccos r, given z = (1 - |r|)/2 as well. */
// @ts-ignore: decorator
@inline function angle(r: v128, z: v128): v128 {
  const far = f64x2.gt(f64x2.abs(r), splat(0.5));
  const x = v128.bitselect(f64x2.sqrt(z), r, far);
  const arcsine = f64x2.add(x, arcsineExcess(x));
  const twice = f64x2.add(arcsine, arcsine);
  const outer = v128.bitselect(f64x2.sub(splat(PI), twice), twice, f64x2.lt(r, splat(0)));
  return v128.bitselect(outer, f64x2.sub(splat(HALF_PI), arcsine), far);
}

/**
 * For `count` (even) inner products r of unit vectors, clamped to [-1, 1], each where its offset is
 * not 0: F2(r), F3(r), H = r F2, K = F2(2 F3), K F3, K H, and K F3 + K H + F3(2 F3)/2. What is not
 * wanted goes to the 16 bytes at `scratch`: branches around the stores would make the engine compute
 * values anew in each of them.
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
  const one = splat(1), half = splat(0.5), pi = splat(PI);
  const perTurn = splat(0.15915494309189535);
  const perHalf = splat(0.3183098861837907);
  const stepBy: usize = stepOut ? 16 : 0, reluBy: usize = reluOut ? 16 : 0;
  const tangentBy: usize = tangentOut ? 16 : 0, gateBy: usize = gateOut ? 16 : 0;
  const secondBy: usize = secondOut ? 16 : 0, firstBy: usize = firstOut ? 16 : 0;
  const threeBy: usize = threeOut ? 16 : 0;
  if (!stepOut) stepOut = scratch;
  if (!reluOut) reluOut = scratch;
  if (!tangentOut) tangentOut = scratch;
  if (!gateOut) gateOut = scratch;
  if (!secondOut) secondOut = scratch;
  if (!firstOut) firstOut = scratch;
  if (!threeOut) threeOut = scratch;
  for (const end = r + (<usize>count << 3); r < end; r += 16) {
    const x = f64x2.pmin(one, f64x2.pmax(splat(-1), v128.load(r)));
    const below = f64x2.sub(one, x);
    const theta = angle(x, f64x2.mul(half, f64x2.sub(one, f64x2.abs(x))));
    const sine = f64x2.sqrt(f64x2.mul(below, f64x2.add(one, x)));
    const step = f64x2.sub(half, f64x2.mul(theta, perTurn));
    const relu = f64x2.mul(f64x2.add(sine, f64x2.mul(x, f64x2.sub(pi, theta))), perTurn);
    const tangent = f64x2.mul(x, step);
    v128.store(stepOut, step);
    v128.store(reluOut, relu);
    v128.store(tangentOut, tangent);
    const rho = f64x2.add(relu, relu);
    // (1 - rho)/2, without the cancellation near r = 1.
    const bent = f64x2.mul(f64x2.sub(f64x2.mul(x, theta), sine), perHalf);
    const z = f64x2.pmax(splat(0), f64x2.mul(half, f64x2.add(below, bent)));
    const theta2 = angle(rho, z);
    const gate = f64x2.sub(half, f64x2.mul(theta2, perTurn));
    const second = f64x2.mul(gate, relu);
    const first = f64x2.mul(gate, tangent);
    const root = f64x2.sqrt(f64x2.mul(z, f64x2.sub(one, z)));
    const sine2 = f64x2.add(root, root);
    const deepRelu = f64x2.mul(f64x2.add(sine2, f64x2.mul(rho, f64x2.sub(pi, theta2))), perTurn);
    v128.store(gateOut, gate);
    v128.store(secondOut, second);
    v128.store(firstOut, first);
    v128.store(threeOut, f64x2.add(f64x2.add(second, first), f64x2.mul(half, deepRelu)));
    stepOut += stepBy;
    reluOut += reluBy;
    tangentOut += tangentBy;
    gateOut += gateBy;
    secondOut += secondBy;
    firstOut += firstBy;
    threeOut += threeBy;
  }
}
