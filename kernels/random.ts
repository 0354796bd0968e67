/*
 * Threefry-2x32, 20 rounds (Salmon et al., SC 2011): the twin of src/numerics/random.ts, for the
 * shuffle of every epoch.
 */

// @ts-ignore: decorator
@inline function threefry(k0: u32, k1: u32, c0: u32, c1: u32): u64 {
  const k2 = <u32>0x1bd11bda ^ k0 ^ k1;
  let x0 = c0 + k0;
  let x1 = c1 + k1;
  x0 += x1; x1 = rotl(x1, 13) ^ x0;
  x0 += x1; x1 = rotl(x1, 15) ^ x0;
  x0 += x1; x1 = rotl(x1, 26) ^ x0;
  x0 += x1; x1 = rotl(x1, 6) ^ x0;
  x0 += k1; x1 += k2 + 1;
  x0 += x1; x1 = rotl(x1, 17) ^ x0;
  x0 += x1; x1 = rotl(x1, 29) ^ x0;
  x0 += x1; x1 = rotl(x1, 16) ^ x0;
  x0 += x1; x1 = rotl(x1, 24) ^ x0;
  x0 += k2; x1 += k0 + 2;
  x0 += x1; x1 = rotl(x1, 13) ^ x0;
  x0 += x1; x1 = rotl(x1, 15) ^ x0;
  x0 += x1; x1 = rotl(x1, 26) ^ x0;
  x0 += x1; x1 = rotl(x1, 6) ^ x0;
  x0 += k0; x1 += k1 + 3;
  x0 += x1; x1 = rotl(x1, 17) ^ x0;
  x0 += x1; x1 = rotl(x1, 29) ^ x0;
  x0 += x1; x1 = rotl(x1, 16) ^ x0;
  x0 += x1; x1 = rotl(x1, 24) ^ x0;
  x0 += k1; x1 += k2 + 4;
  x0 += x1; x1 = rotl(x1, 13) ^ x0;
  x0 += x1; x1 = rotl(x1, 15) ^ x0;
  x0 += x1; x1 = rotl(x1, 26) ^ x0;
  x0 += x1; x1 = rotl(x1, 6) ^ x0;
  x0 += k2; x1 += k0 + 5;
  return <u64>x0 | (<u64>x1 << 32);
}

/**
 * Shuffles `n` (up to 2^21) words (u32) in place by Fisher-Yates, with the numbers of the stream of
 * key (key0, key1) from its start; every order is equally likely.
 */
export function shuffle(items: usize, n: i32, key0: u32, key1: u32): void {
  let counter: u64 = 0;
  let pair: u64 = 0;
  let spare = false;
  for (let i: u32 = n - 1; i > 0; i--) {
    const bound = i + 1;
    const reject = <u32>((<u64>1 << 32) % <u64>bound);
    let product: u64;
    do {
      if (spare) {
        pair >>= 32;
      } else {
        pair = threefry(key0, key1, <u32>counter, <u32>(counter >> 32));
        counter++;
      }
      spare = !spare;
      product = <u64><u32>pair * <u64>bound;
    } while (<u32>product < reject);
    const a = items + (<usize>i << 2);
    const b = items + (<usize>(product >> 32) << 2);
    const item = load<u32>(a);
    store<u32>(a, load<u32>(b));
    store<u32>(b, item);
  }
}
