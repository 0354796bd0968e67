import { expect, test } from "vitest";
import { measureCodes } from "../../src/information/measure-codes.js";

/** All pairs of bits, four times over, in two columns. */
const INPUTS = Array.from({ length: 16 }, (_, i) => [i & 1, (i >> 1) & 1]);

async function information(state: (x: number[]) => number[], label: (x: number[]) => number) {
  return measureCodes(Uint8Array.from(INPUTS.flatMap(state)), INPUTS.map(label), {
    population: true,
  });
}

/** H(p) of a coin. */
function coin(p: number): number {
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

test("a copy of a fair bit knows 1 bit", async () => {
  const copy = await information(
    ([a]) => [a],
    ([a]) => a,
  );
  expect([copy.entropy, copy.labelInformation, copy.conditionalEntropy]).toEqual([1, 1, 0]);
});

test("an independent bit knows nothing", async () => {
  const independent = await information(
    ([a]) => [a],
    ([, b]) => b,
  );
  expect([independent.entropy, independent.labelInformation]).toEqual([1, 0]);
  expect(independent.conditionalEntropy).toBe(1);
});

test("one input of AND knows 0.311278 bits of it", async () => {
  const and = await information(
    ([a]) => [a],
    ([a, b]) => a & b,
  );
  expect(and.labelInformation).toBeCloseTo(coin(1 / 4) - 1 / 2, 14);
  expect(and.labelInformation).toBeCloseTo(0.311278, 6);
  expect(and.labelCeiling).toBeCloseTo(coin(1 / 4), 14);
});

test("one input of XOR knows nothing of it, both know everything", async () => {
  const xor = ([a, b]: number[]) => a ^ b;
  expect((await information(([a]) => [a], xor)).labelInformation).toBe(0);
  const both = await information((x) => x, xor);
  expect([both.entropy, both.labelInformation, both.conditionalEntropy]).toEqual([2, 1, 1]);
});

test.each([
  2, 3, 5, 10, 64, 100, 255,
])("%i equally likely states have log2 of their number", async (m) => {
  const codes = Uint8Array.from({ length: 20 * m }, (_, i) => i % m);
  const labels = Uint8Array.from({ length: 20 * m }, (_, i) => Math.floor(i / m) % 4);
  const uniform = await measureCodes(codes, labels);
  expect(uniform.states).toBe(m);
  expect(uniform.entropy).toBeCloseTo(Math.log2(m), 13);
  expect(uniform.labelInformation).toBeCloseTo(0, 13);
});

test("states that split each label in k know the label, and log2 k bits beside it", async () => {
  const n = 720;
  for (const k of [1, 2, 3, 8]) {
    const labels = Uint8Array.from({ length: n }, (_, i) => i % 3);
    const codes = Uint8Array.from({ length: n }, (_, i) => k * (i % 3) + (Math.floor(i / 3) % k));
    const split = await measureCodes(codes, labels);
    expect(split.labelInformation).toBeCloseTo(Math.log2(3), 13);
    expect(split.conditionalEntropy).toBeCloseTo(Math.log2(k), 13);
    expect(split.entropy).toBeCloseTo(Math.log2(3 * k), 13);
  }
});

test("a binary symmetric channel transmits 1 - H(error rate)", async () => {
  const sent = Uint8Array.from({ length: 2000 }, (_, i) => i % 2);
  const received = sent.map((bit, i) => (i % 20 < 2 ? 1 - bit : bit));
  expect((await measureCodes(received, sent)).labelInformation).toBeCloseTo(1 - coin(0.1), 13);
});

test("an erasure channel transmits what it does not erase", async () => {
  const sent = Uint8Array.from({ length: 2000 }, (_, i) => i % 2);
  const received = sent.map((bit, i) => (i % 20 < 6 ? 2 : bit));
  expect((await measureCodes(received, sent)).labelInformation).toBeCloseTo(0.7, 13);
});
