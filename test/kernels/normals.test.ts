import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED } from "../support/shapes.js";
import { ulp32 } from "../support/ulp.js";
import { wordsOf } from "../twins/threefry.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const key = fc.integer({ min: 0, max: 0xffff_ffff });
const COUNT = 1 << 20;

function draw(count: number, key0: number, key1: number): Float32Array {
  const out = memory.output("out", 4 * count);
  memory.kernels.gaussians(out, count, key0, key1, 1);
  return memory.view().f32.slice(out / 4, out / 4 + count);
}

test("gaussians equals its twin bit for bit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), key, key, (blocks, key0, key1) => {
      memory.reset();
      const out = memory.output("out", 64 * blocks);
      memory.compare("gaussians", out, 16 * blocks, key0, key1, 0.3);
    }),
    { ...FIXED, numRuns: 40 },
  );
});

test("each number is within 5 ulp of the transform of Box and Muller in f64", () => {
  // log: 1, sqrt halves it and adds 1/2; sine or cosine: 2; the products: 1/2 each.
  const numbers = draw(4096, 3, 4);
  const words = wordsOf(3, 4);
  for (let i = 0; i < numbers.length; i += 8) {
    const block = Array.from({ length: 8 }, () => Number(words.next().value));
    for (let l = 0; l < 4; l++) {
      const radius = Math.sqrt(
        -2 * Math.log(Math.fround((Math.fround(block[l] >>> 1) + 0.5) / 2 ** 31)),
      );
      const angle = ((block[4 + l] & 0x1fffffff) / 2 ** 29) * (Math.PI / 4);
      const parts = [Math.cos(angle), Math.sin(angle)];
      if (block[4 + l] & 0x20000000) parts.reverse();
      const signs = [block[4 + l] & 0x80000000 ? -1 : 1, block[4 + l] & 0x40000000 ? -1 : 1];
      for (const half of [0, 1]) {
        const wanted = signs[half] * radius * parts[half];
        expect(Math.abs(numbers[i + 4 * half + l] - wanted)).toBeLessThan(5 * ulp32(wanted));
      }
    }
  }
});

test("a million numbers have the moments of the normal distribution", () => {
  const numbers = draw(COUNT, 1, 2);
  // Moment k of n numbers has standard error sqrt((m_2k - m_k^2) / n); five of them.
  const moments = [1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395];
  for (let k = 1; k <= 6; k++) {
    const mean = numbers.reduce((sum, x) => sum + x ** k, 0) / COUNT;
    const error = Math.sqrt((moments[2 * k] - moments[k] ** 2) / COUNT);
    expect(Math.abs(mean - moments[k]), `moment ${k}`).toBeLessThan(5 * error);
  }
});

test("a million numbers pass the test of Kolmogorov and Smirnov, at one in a million", () => {
  const numbers = draw(COUNT, 5, 6).sort();
  // P(sqrt(n) D > 2.69) = 2 exp(-2 2.69^2) = 1e-6.
  let distance = 0;
  for (let i = 0; i < COUNT; i += 16) {
    const p = cumulative(numbers[i]);
    distance = Math.max(distance, p - i / COUNT, (i + 1) / COUNT - p);
  }
  expect(Math.sqrt(COUNT) * distance).toBeLessThan(2.69);
});

test("numbers made from the same words, and neighbours, are uncorrelated, squares included", () => {
  const numbers = draw(COUNT, 7, 8);
  for (const lag of [1, 4, 8]) {
    let products = 0;
    let squares = 0;
    for (let i = 0; i + lag < COUNT; i++) {
      products += numbers[i] * numbers[i + lag];
      squares += (numbers[i] ** 2 - 1) * (numbers[i + lag] ** 2 - 1);
    }
    // Variances of the products: 1 and 4.
    expect(Math.abs(products)).toBeLessThan(5 * Math.sqrt(COUNT));
    expect(Math.abs(squares)).toBeLessThan(5 * 2 * Math.sqrt(COUNT));
  }
});

/** P(N <= x), by the series of Marsaglia (2004), for |x| < 7. */
function cumulative(x: number): number {
  let sum = x;
  let term = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
