import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { ulp32 } from "../support/ulp.js";
import { exp, log, tanh } from "../twins/math.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const POINTS = 200_000;

/** f32 values spread evenly over [low, high], both ends included. */
function grid(low: number, high: number, count = POINTS): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** f32 values from 2^low to 2^high, evenly spread in their logarithm. */
function logGrid(low: number, high: number, count = POINTS): Float32Array {
  return grid(low, high, count).map((exponent) => 2 ** exponent);
}

function greatestError(
  x: Float32Array,
  got: (x: number, i: number) => number,
  wanted: (x: number) => number,
): number {
  return x.reduce((worst, value, i) => {
    const truth = wanted(value);
    return Math.max(worst, Math.abs(got(value, i) - truth) / ulp32(truth));
  }, 0);
}

/** Runs softmax on two classes, the first of them with logit 0, the other with logits x <= 0. */
function softmaxOf(x: Float32Array): { probabilities: Float32Array; normaliser: Float32Array } {
  const lanes = Math.ceil(x.length / 16) * 16;
  const logits = new Float32Array(2 * lanes);
  logits.set(x, lanes);
  const from = memory.f32("logits", logits);
  const to = memory.output("probabilities", 4 * 2 * lanes);
  const normaliser = memory.output("normaliser", 4 * lanes);
  memory.kernels.softmax(from, to, normaliser, 2, lanes);
  const { f32 } = memory.view();
  return {
    probabilities: f32.subarray(to / 4 + lanes, to / 4 + 2 * lanes),
    normaliser: f32.subarray(normaliser / 4, normaliser / 4 + lanes),
  };
}

test("exp in the softmax kernel is within 1 ulp where the sum of powers rounds to 1", () => {
  const x = grid(-87, -17);
  const { probabilities } = softmaxOf(x);
  expect(greatestError(x, (_, i) => probabilities[i], Math.exp)).toBeLessThan(1);
});

test("exp is within 1 ulp over its whole range and clamps outside", () => {
  expect(greatestError(grid(-87, 88), exp, Math.exp)).toBeLessThan(1);
  expect(exp(-1000)).toBe(exp(-87));
  expect(exp(1000)).toBe(exp(88));
  expect([exp(0), exp(-0)]).toEqual([1, 1]);
});

test("log in the softmax kernel is within 1 ulp of the logarithm of the sum of powers", () => {
  const x = grid(-16, 0);
  const { normaliser } = softmaxOf(x);
  const sums = x.map((value) => Math.fround(1 + exp(value)));
  expect(greatestError(sums, (_, i) => normaliser[i], Math.log)).toBeLessThan(1);
});

test("log in the softmax kernel splits sums at powers of two times sqrt(1/2), as its twin does", () => {
  // Logits around ln(sqrt 2 - 1) make sums 1 + e^x of all f32 values around sqrt 2.
  const first = new Int32Array(Float32Array.of(Math.log(Math.SQRT2 - 1)).buffer)[0] - 500;
  const x = new Float32Array(Int32Array.from({ length: 1000 }, (_, i) => first + i).buffer);
  const sums = x.map((value) => Math.fround(1 + exp(value)));
  expect(sums).toContain(2 * Math.fround(Math.SQRT1_2));
  const { normaliser } = softmaxOf(x);
  sums.forEach((sum, i) => {
    expect(normaliser[i]).toBe(log(sum));
  });
});

test("log is within 1 ulp on all normal numbers and around 1", () => {
  expect(greatestError(logGrid(-126, 127.99), log, Math.log)).toBeLessThan(1);
  expect(greatestError(grid(0.7, 1.42), log, Math.log)).toBeLessThan(1);
  expect(log(1)).toBe(0);
});

test.each([
  ["[-12, 12]", grid(-12, 12)],
  ["2^-149 to 16", logGrid(-149, 4)],
])("the tanh kernel is within 7 ulp on %s", (_, x) => {
  const at = memory.f32("x", x);
  memory.kernels.tanh(at, x.length);
  const got = memory.view().f32.subarray(at / 4, at / 4 + x.length);
  expect(greatestError(x, (_value, i) => got[i], Math.tanh)).toBeLessThan(7);
  expect(x.map(tanh).every((y, i) => Object.is(y, got[i]))).toBe(true);
});
