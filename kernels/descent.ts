import { eightGaussians } from "./gaussian";

/*
 * What projected, noisy gradient descent does to one matrix of weights. `count` is a multiple of 8; N
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
  for (let i = 0; i < count; i += 8, start += 32, trained += 32, out += 32) {
    let low = f32x4.add(v128.load(start), v128.load(trained));
    let high = f32x4.add(v128.load(start, 16), v128.load(trained, 16));
    if (scale != 0) {
      eightGaussians(key0, key1, i, out);
      low = f32x4.add(low, f32x4.mul(s, v128.load(out)));
      high = f32x4.add(high, f32x4.mul(s, v128.load(out, 16)));
    }
    v128.store(out, low);
    v128.store(out, high, 16);
  }
}

/** w = w - rate ((gradient + decay w) + noise N); `scratch`: 32 bytes. */
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
  for (let i = 0; i < count; i += 8, w += 32, gradient += 32) {
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    let low = f32x4.add(v128.load(gradient), f32x4.mul(d, w0));
    let high = f32x4.add(v128.load(gradient, 16), f32x4.mul(d, w1));
    if (noise != 0) {
      eightGaussians(key0, key1, i, scratch);
      low = f32x4.add(low, f32x4.mul(s, v128.load(scratch)));
      high = f32x4.add(high, f32x4.mul(s, v128.load(scratch, 16)));
    }
    v128.store(w, f32x4.sub(w0, f32x4.mul(r, low)));
    v128.store(w, f32x4.sub(w1, f32x4.mul(r, high)), 16);
  }
}

/** x = factor x, in place. */
export function rescale(x: usize, count: i32, factor: f32): void {
  const s = f32x4.splat(factor);
  const end = x + (<usize>count << 2);
  for (; x < end; x += 32) {
    v128.store(x, f32x4.mul(s, v128.load(x)));
    v128.store(x, f32x4.mul(s, v128.load(x, 16)), 16);
  }
}
