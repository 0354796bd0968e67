/*
 * The first layer on sparse inputs. Sample s has its non-zero entries at positions
 * starts[s] .. starts[s + 1] of `indices` (u16) and `values` (f32). Here the units lie in the lanes:
 * weights are rows [input][unitStride], unitStride a multiple of 4, padding zero.
 */

// @ts-ignore: decorator
@inline function forwardTile(
  begin: usize,
  end: usize,
  indices: usize,
  values: usize,
  w: usize,
  step: usize,
  bias: usize,
  out: usize,
  vectors: i32,
): void {
  let a0 = v128.load(bias);
  let a1 = a0, a2 = a0, a3 = a0;
  if (vectors > 1) a1 = v128.load(bias, 16);
  if (vectors > 2) a2 = v128.load(bias, 32);
  if (vectors > 3) a3 = v128.load(bias, 48);
  for (let p = begin; p < end; p++) {
    const x = v128.load32_splat(values + (p << 2));
    const weight = w + <usize>load<u16>(indices + (p << 1)) * step;
    a0 = f32x4.add(a0, f32x4.mul(x, v128.load(weight)));
    if (vectors > 1) a1 = f32x4.add(a1, f32x4.mul(x, v128.load(weight, 16)));
    if (vectors > 2) a2 = f32x4.add(a2, f32x4.mul(x, v128.load(weight, 32)));
    if (vectors > 3) a3 = f32x4.add(a3, f32x4.mul(x, v128.load(weight, 48)));
  }
  v128.store(out, a0);
  if (vectors > 1) v128.store(out, a1, 16);
  if (vectors > 2) v128.store(out, a2, 32);
  if (vectors > 3) v128.store(out, a3, 48);
}

/**
 * out[l] = bias + sum over the non-zero entries of sample samples[l] of value * w[index], in order;
 * out is [lanes][unitStride].
 */
export function sparseAffine(
  starts: usize,
  indices: usize,
  values: usize,
  samples: usize,
  w: usize,
  bias: usize,
  out: usize,
  unitStride: i32,
  lanes: i32,
): void {
  const step: usize = <usize>unitStride << 2;
  for (let l = 0; l < lanes; l++) {
    const at = starts + (<usize>load<u32>(samples + (<usize>l << 2)) << 2);
    const begin: usize = load<u32>(at);
    const end: usize = load<u32>(at, 4);
    let u: usize = 0;
    for (; u + 64 <= step; u += 64) {
      forwardTile(begin, end, indices, values, w + u, step, bias + u, out + u, 4);
    }
    const rest = step - u;
    if (rest == 48) forwardTile(begin, end, indices, values, w + u, step, bias + u, out + u, 3);
    else if (rest == 32) forwardTile(begin, end, indices, values, w + u, step, bias + u, out + u, 2);
    else if (rest == 16) forwardTile(begin, end, indices, values, w + u, step, bias + u, out + u, 1);
    out += step;
  }
}

// @ts-ignore: decorator
@inline function gradientTile(
  begin: usize,
  end: usize,
  indices: usize,
  values: usize,
  delta: usize,
  dw: usize,
  step: usize,
  vectors: i32,
): void {
  const d0 = v128.load(delta);
  let d1 = d0, d2 = d0, d3 = d0;
  if (vectors > 1) d1 = v128.load(delta, 16);
  if (vectors > 2) d2 = v128.load(delta, 32);
  if (vectors > 3) d3 = v128.load(delta, 48);
  for (let p = begin; p < end; p++) {
    const x = v128.load32_splat(values + (p << 2));
    const target = dw + <usize>load<u16>(indices + (p << 1)) * step;
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(x, d0)));
    if (vectors > 1) v128.store(target, f32x4.add(v128.load(target, 16), f32x4.mul(x, d1)), 16);
    if (vectors > 2) v128.store(target, f32x4.add(v128.load(target, 32), f32x4.mul(x, d2)), 32);
    if (vectors > 3) v128.store(target, f32x4.add(v128.load(target, 48), f32x4.mul(x, d3)), 48);
  }
}

/**
 * dw[index] = sum over the lanes, ascending, of value * delta[l]; delta is [lanes][unitStride],
 * dw [inputs][unitStride].
 */
export function sparseWeightGradient(
  starts: usize,
  indices: usize,
  values: usize,
  samples: usize,
  delta: usize,
  dw: usize,
  inputs: i32,
  unitStride: i32,
  lanes: i32,
): void {
  const step: usize = <usize>unitStride << 2;
  memory.fill(dw, 0, <usize>inputs * step);
  for (let l = 0; l < lanes; l++) {
    const at = starts + (<usize>load<u32>(samples + (<usize>l << 2)) << 2);
    const begin: usize = load<u32>(at);
    const end: usize = load<u32>(at, 4);
    let u: usize = 0;
    for (; u + 64 <= step; u += 64) {
      gradientTile(begin, end, indices, values, delta + u, dw + u, step, 4);
    }
    const rest = step - u;
    if (rest == 48) gradientTile(begin, end, indices, values, delta + u, dw + u, step, 3);
    else if (rest == 32) gradientTile(begin, end, indices, values, delta + u, dw + u, step, 2);
    else if (rest == 16) gradientTile(begin, end, indices, values, delta + u, dw + u, step, 1);
    delta += step;
  }
}
