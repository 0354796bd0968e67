/*
 * Threefry-2x32, 20 rounds (Salmon et al., SC 2011): the numbers of src/numerics/random.ts, eight
 * counters at a time, in two halves so that neither waits for the other.
 */

// @ts-ignore: decorator
@inline function round(x0: v128, x1: v128, rotation: i32): v128 {
  return v128.xor(v128.or(i32x4.shl(x1, rotation), i32x4.shr_u(x1, 32 - rotation)), x0);
}

/** Words of the counters `counter` .. `counter` + 7 under the key (key0, key1), to out[0..15]. */
// @ts-ignore: decorator
@inline export function threefry(key0: u32, key1: u32, counter: u32, out: usize): void {
  const k0 = i32x4.splat(key0), k1 = i32x4.splat(key1);
  const k2 = i32x4.splat(0x1bd11bda ^ key0 ^ key1);
  let x0 = i32x4.add(i32x4.add(k0, i32x4.splat(counter)), i32x4(0, 1, 2, 3));
  let y0 = i32x4.add(x0, i32x4.splat(4));
  let x1 = k1, y1 = k1, k = k1;
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 13); y1 = round(y0, y1, 13);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 15); y1 = round(y0, y1, 15);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 26); y1 = round(y0, y1, 26);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 6); y1 = round(y0, y1, 6);
  x0 = i32x4.add(x0, k1); y0 = i32x4.add(y0, k1);
  k = i32x4.add(k2, i32x4.splat(1)); x1 = i32x4.add(x1, k); y1 = i32x4.add(y1, k);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 17); y1 = round(y0, y1, 17);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 29); y1 = round(y0, y1, 29);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 16); y1 = round(y0, y1, 16);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 24); y1 = round(y0, y1, 24);
  x0 = i32x4.add(x0, k2); y0 = i32x4.add(y0, k2);
  k = i32x4.add(k0, i32x4.splat(2)); x1 = i32x4.add(x1, k); y1 = i32x4.add(y1, k);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 13); y1 = round(y0, y1, 13);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 15); y1 = round(y0, y1, 15);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 26); y1 = round(y0, y1, 26);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 6); y1 = round(y0, y1, 6);
  x0 = i32x4.add(x0, k0); y0 = i32x4.add(y0, k0);
  k = i32x4.add(k1, i32x4.splat(3)); x1 = i32x4.add(x1, k); y1 = i32x4.add(y1, k);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 17); y1 = round(y0, y1, 17);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 29); y1 = round(y0, y1, 29);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 16); y1 = round(y0, y1, 16);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 24); y1 = round(y0, y1, 24);
  x0 = i32x4.add(x0, k1); y0 = i32x4.add(y0, k1);
  k = i32x4.add(k2, i32x4.splat(4)); x1 = i32x4.add(x1, k); y1 = i32x4.add(y1, k);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 13); y1 = round(y0, y1, 13);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 15); y1 = round(y0, y1, 15);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 26); y1 = round(y0, y1, 26);
  x0 = i32x4.add(x0, x1); y0 = i32x4.add(y0, y1);
  x1 = round(x0, x1, 6); y1 = round(y0, y1, 6);
  x0 = i32x4.add(x0, k2); y0 = i32x4.add(y0, k2);
  k = i32x4.add(k0, i32x4.splat(5)); x1 = i32x4.add(x1, k); y1 = i32x4.add(y1, k);
  v128.store(out, v128.shuffle<i32>(x0, x1, 0, 4, 1, 5));
  v128.store(out, v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), 16);
  v128.store(out, v128.shuffle<i32>(y0, y1, 0, 4, 1, 5), 32);
  v128.store(out, v128.shuffle<i32>(y0, y1, 2, 6, 3, 7), 48);
}

/**
 * Shuffles `n` (up to 2^21) words (u32) in place by Fisher-Yates, with the numbers of the stream of
 * key (key0, key1) from its start; every order is equally likely. `scratch`: 64 bytes.
 */
export function shuffle(items: usize, n: i32, key0: u32, key1: u32, scratch: usize): void {
  let counter: u32 = 0;
  let next: usize = 64;
  for (let i: u32 = n - 1; i > 0; i--) {
    const bound = i + 1;
    let reject: u32 = bound;
    let product: u64;
    do {
      if (next == 64) {
        threefry(key0, key1, counter, scratch);
        counter += 8;
        next = 0;
      }
      product = <u64>load<u32>(scratch + next) * <u64>bound;
      next += 4;
      // 2^32 mod bound is below bound: the division is needed only when the test is close.
      if (<u32>product < reject) reject = <u32>((<u64>1 << 32) % <u64>bound);
    } while (<u32>product < reject);
    const a = items + (<usize>i << 2);
    const b = items + (<usize>(product >> 32) << 2);
    const item = load<u32>(a);
    store<u32>(a, load<u32>(b));
    store<u32>(b, item);
  }
}
