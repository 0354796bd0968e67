import { sixteenGaussians } from "./normals";

/*
 * What projected, noisy gradient descent does to one matrix of weights. `count` is a multiple of 16; N
 * are the standard normal numbers of the stream of key (key0, key1), none of which is drawn when their
 * scale is 0.
 */

/** out = (start + trained) + scale N: weights with smoothing noise. */
export function perturb(
  start: usize,
  trained: usize,
  out: usize,
  count: i32,
  key0: u32,
  key1: u32,
  scale: f32,
): void {
  const s = f32x4.splat(scale);
  for (let i = 0; i < count; i += 16, start += 64, trained += 64, out += 64) {
    if (scale != 0) sixteenGaussians(key0, key1, i, out);
    for (let at: usize = 0; at < 64; at += 16) {
      let sum = f32x4.add(v128.load(start + at), v128.load(trained + at));
      if (scale != 0) sum = f32x4.add(sum, f32x4.mul(s, v128.load(out + at)));
      v128.store(out + at, sum);
    }
  }
}

/** w = w - rate ((gradient + decay w) + noise N); `scratch`: 64 bytes. */
export function noisyDescent(
  w: usize,
  gradient: usize,
  count: i32,
  rate: f32,
  decay: f32,
  key0: u32,
  key1: u32,
  noise: f32,
  scratch: usize,
): void {
  const r = f32x4.splat(rate), d = f32x4.splat(decay), s = f32x4.splat(noise);
  for (let i = 0; i < count; i += 16, w += 64, gradient += 64) {
    if (noise != 0) sixteenGaussians(key0, key1, i, scratch);
    for (let at: usize = 0; at < 64; at += 16) {
      const before = v128.load(w + at);
      let sum = f32x4.add(v128.load(gradient + at), f32x4.mul(d, before));
      if (noise != 0) sum = f32x4.add(sum, f32x4.mul(s, v128.load(scratch + at)));
      v128.store(w + at, f32x4.sub(before, f32x4.mul(r, sum)));
    }
  }
}

/** x = factor x, in place; `count` a multiple of 4. */
export function rescale(x: usize, count: i32, factor: f32): void {
  const s = f32x4.splat(factor);
  const end = x + (<usize>count << 2);
  for (; x < end; x += 16) v128.store(x, f32x4.mul(s, v128.load(x)));
}
