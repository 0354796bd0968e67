import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RandomStream, threefry2x32 } from "../../src/numerics/random.js";
import { threefry, wordsOf } from "../twins/threefry.js";

const word = fc.integer({ min: 0, max: 0xffff_ffff });

function encrypt(k0: number, k1: number, c0: number, c1: number): number[] {
  const out = new Uint32Array(2);
  threefry2x32(k0, k1, c0, c1, out);
  return [...out];
}

describe("threefry2x32", () => {
  // Random123, tests/kat_vectors: threefry2x32, 20 rounds.
  test.each([
    ["zeros", [0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
    ["ones", [0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x1cb996fc, 0xbb002be7]],
    ["digits of pi", [0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], [0xc4923a9c, 0x483df7a0]],
  ])("gives the known answer for %s", (_, [k0, k1], [c0, c1], answer) => {
    expect(encrypt(k0, k1, c0, c1)).toEqual(answer);
  });

  test("equals the cipher written with big integers", () => {
    fc.assert(
      fc.property(word, word, word, word, (k0, k1, c0, c1) => {
        const wanted = threefry([BigInt(k0), BigInt(k1)], [BigInt(c0), BigInt(c1)]);
        expect(encrypt(k0, k1, c0, c1)).toEqual(wanted.map(Number));
      }),
    );
  });
});

function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** 99.9 % quantiles of chi-square, by degrees of freedom. */
const UNLIKELY: Record<number, number> = { 1: 10.828, 2: 13.816, 4: 18.467, 5: 20.515, 6: 22.458 };

describe("RandomStream", () => {
  test("draws both words of each counter in turn", () => {
    const stream = new RandomStream(3, 4);
    const drawn = Array.from({ length: 6 }, () => stream.u32());
    expect(drawn).toEqual([0, 1, 2].flatMap((counter) => encrypt(3, 4, counter, 0)));
  });

  test("goes on past 2^32 counters, with the upper half in the second word", () => {
    const stream = new RandomStream(3, 4);
    Object.assign(stream, { counter: 2 ** 32 + 5 });
    expect([stream.u32(), stream.u32()]).toEqual(encrypt(3, 4, 5, 1));
  });

  test("uniform numbers are made of 27 and 26 bits and lie in [0, 1)", () => {
    const [high, low] = encrypt(9, 8, 0, 0);
    const stream = new RandomStream(9, 8);
    expect(stream.uniform()).toBe(((high >>> 5) + (low >>> 6) / 2 ** 26) / 2 ** 27);
    let sum = 0;
    for (let i = 0; i < 10_000; i++) {
      const u = stream.uniform();
      expect(u >= 0 && u < 1).toBe(true);
      sum += u;
    }
    expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 10_000));
  });

  test.each([2, 3, 5, 6, 7])("integers below %i are equally likely", (n) => {
    const stream = new RandomStream(2026, n);
    const counts = new Array(n).fill(0);
    for (let i = 0; i < 20_000; i++) counts[stream.below(n)]++;
    expect(chiSquare(counts)).toBeLessThan(UNLIKELY[n - 1]);
  });

  test("below rejects the words of the uneven part, and only those", () => {
    const n = 3 * 2 ** 19;
    const stream = new RandomStream(1, 2);
    const words = wordsOf(1, 2);
    let rejected = 0;
    for (let i = 0; i < 20_000; i++) {
      let product = 0n;
      for (;;) {
        product = (words.next().value as bigint) * BigInt(n);
        if ((product & 0xffff_ffffn) >= 2n ** 32n % BigInt(n)) break;
        rejected++;
      }
      expect(stream.below(n)).toBe(Number(product >> 32n));
    }
    expect(rejected).toBeGreaterThan(0);
  });

  test("shuffling keeps every item, and makes every order equally likely", () => {
    fc.assert(
      fc.property(word, fc.uint32Array({ maxLength: 50 }), (key, items) => {
        const shuffled = items.slice();
        new RandomStream(key).shuffle(shuffled);
        expect(shuffled.sort()).toEqual(items.slice().sort());
      }),
    );
    const stream = new RandomStream(77);
    const counts: Record<string, number> = {};
    for (let i = 0; i < 6000; i++) {
      const items = Uint32Array.of(0, 1, 2);
      stream.shuffle(items);
      counts[items.join("")] = (counts[items.join("")] ?? 0) + 1;
    }
    expect(Object.keys(counts)).toHaveLength(6);
    expect(chiSquare(Object.values(counts))).toBeLessThan(UNLIKELY[5]);
  });

  test("children have keys of their own, whatever the parent has drawn", () => {
    const parent = new RandomStream(5, 6);
    const before = parent.child(1, 2);
    parent.u32();
    const after = parent.child(1).child(2);
    expect([after.key0, after.key1]).toEqual([before.key0, before.key1]);
    const keys = new Set<string>(["5,6"]);
    for (let a = 0; a < 20; a++) {
      keys.add(`${parent.child(a).key0},${parent.child(a).key1}`);
      for (let b = 0; b < 20; b++) {
        const child = parent.child(a, b);
        keys.add(`${child.key0},${child.key1}`);
      }
    }
    expect(keys.size).toBe(1 + 20 + 400);
  });

  test("the child's key is the path's word encrypted under the parent's key", () => {
    const child = new RandomStream(5, 6).child(9);
    expect([child.key0, child.key1]).toEqual(encrypt(5, 6, 9, 0x43484c44));
  });
});
