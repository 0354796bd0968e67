const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const MASK = 0xffff_ffffn;

function rotate(x: bigint, by: number): bigint {
  return ((x << BigInt(by)) | (x >> BigInt(32 - by))) & MASK;
}

/** Threefry-2x32-20 as Salmon et al. write it: a key is injected before round 0, 4, 8, .. and last. */
export function threefry(key: [bigint, bigint], counter: [bigint, bigint]): [bigint, bigint] {
  const schedule = [key[0], key[1], key[0] ^ key[1] ^ 0x1bd11bdan];
  let [x0, x1] = counter;
  for (let round = 0; round <= 20; round++) {
    if (round % 4 === 0) {
      const s = round / 4;
      x0 = (x0 + schedule[s % 3]) & MASK;
      x1 = (x1 + schedule[(s + 1) % 3] + BigInt(s)) & MASK;
    }
    if (round === 20) break;
    x0 = (x0 + x1) & MASK;
    x1 = rotate(x1, ROTATIONS[round % 8]) ^ x0;
  }
  return [x0, x1];
}

/** The words of the stream of a key, from its start. */
export function* wordsOf(key0: number, key1: number): Generator<bigint> {
  const key: [bigint, bigint] = [BigInt(key0) & MASK, BigInt(key1) & MASK];
  for (let counter = 0n; ; counter++) yield* threefry(key, [counter & MASK, counter >> 32n]);
}
