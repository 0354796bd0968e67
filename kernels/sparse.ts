/*
 * The first layer on sparse inputs. Sample s has its non-zero inputs at positions
 * starts[s] .. starts[s + 1] of `entries` (u32): the index in the upper half, and in the lower half
 * the place of the value in the table `levels` (f32). Here the units lie in the lanes: weights are
 * rows [input][unitStride], unitStride a multiple of 4, padding zero.
 */

/**
 * Reads one word per cache line of all samples of a batch. Samples lie at random places of a large
 * array: fetching them all at once overlaps the misses, where one sample at a time waits for each
 * (MNIST, batch 256: 206 us without, 54 us with).
 */
// @ts-ignore: decorator
@inline export function fetchLines(
  starts: usize,
  entries: usize,
  samples: usize,
  lanes: i32,
  entryBytes: usize,
): u32 {
  let read: u32 = 0;
  for (let l = 0; l < lanes; l++) {
    const at = starts + (<usize>load<u32>(samples + (<usize>l << 2)) << 2);
    const end = entries + <usize>load<u32>(at, 4) * entryBytes;
    for (let p = entries + <usize>load<u32>(at) * entryBytes; p < end; p += 64) read ^= load<u32>(p);
  }
  return read;
}

// @ts-ignore: decorator
@inline function valueOf(entry: u32, levels: usize): v128 {
  return v128.load32_splat(levels + ((<usize>entry & 0xffff) << 2));
}

// @ts-ignore: decorator
@inline function forwardTile(
  begin: usize,
  end: usize,
  entries: usize,
  levels: usize,
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
    const entry = load<u32>(entries + (p << 2));
    const x = valueOf(entry, levels);
    const weight = w + <usize>(entry >> 16) * step;
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
 * out[l] = bias + sum over the non-zero inputs of sample samples[l] of value * w[index], in order;
 * out is [lanes][unitStride].
 */
export function sparseAffine(
  starts: usize,
  entries: usize,
  levels: usize,
  samples: usize,
  w: usize,
  bias: usize,
  out: usize,
  unitStride: i32,
  lanes: i32,
): void {
  const step: usize = <usize>unitStride << 2;
  store<u32>(out, fetchLines(starts, entries, samples, lanes, 4));
  for (let l = 0; l < lanes; l++) {
    const at = starts + (<usize>load<u32>(samples + (<usize>l << 2)) << 2);
    const begin: usize = load<u32>(at);
    const end: usize = load<u32>(at, 4);
    let u: usize = 0;
    for (; u + 64 <= step; u += 64) {
      forwardTile(begin, end, entries, levels, w + u, step, bias + u, out + u, 4);
    }
    const rest = step - u;
    if (rest == 48) forwardTile(begin, end, entries, levels, w + u, step, bias + u, out + u, 3);
    else if (rest == 32) forwardTile(begin, end, entries, levels, w + u, step, bias + u, out + u, 2);
    else if (rest == 16) forwardTile(begin, end, entries, levels, w + u, step, bias + u, out + u, 1);
    out += step;
  }
}

// @ts-ignore: decorator
@inline function gradientTile(
  begin: usize,
  end: usize,
  entries: usize,
  levels: usize,
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
    const entry = load<u32>(entries + (p << 2));
    const x = valueOf(entry, levels);
    const target = dw + <usize>(entry >> 16) * step;
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
  entries: usize,
  levels: usize,
  samples: usize,
  delta: usize,
  dw: usize,
  inputs: i32,
  unitStride: i32,
  lanes: i32,
): void {
  const step: usize = <usize>unitStride << 2;
  store<u32>(dw, fetchLines(starts, entries, samples, lanes, 4));
  memory.fill(dw, 0, <usize>inputs * step);
  for (let l = 0; l < lanes; l++) {
    const at = starts + (<usize>load<u32>(samples + (<usize>l << 2)) << 2);
    const begin: usize = load<u32>(at);
    const end: usize = load<u32>(at, 4);
    let u: usize = 0;
    for (; u + 64 <= step; u += 64) {
      gradientTile(begin, end, entries, levels, delta + u, dw + u, step, 4);
    }
    const rest = step - u;
    if (rest == 48) gradientTile(begin, end, entries, levels, delta + u, dw + u, step, 3);
    else if (rest == 32) gradientTile(begin, end, entries, levels, delta + u, dw + u, step, 2);
    else if (rest == 16) gradientTile(begin, end, entries, levels, delta + u, dw + u, step, 1);
    delta += step;
  }
}
