import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const GREATEST = 2 ** 15 - 1;

/** Levels of up to 15 bits and either sign, the extremes among them. */
function drawLevels(values: Values, count: number, bits = 15): Int16Array {
  const most = 2 ** bits - 1;
  return Int16Array.from({ length: count }, () => {
    const size = values.below(8) === 0 ? most : values.below(most + 1);
    return values.below(2) === 0 ? size : -size;
  });
}

/** Weights as pairs of inputs [pair][stride][2]: zero beyond the units and the inputs. */
function drawWeights(values: Values, units: number, inputs: number, stride: number): Int16Array {
  const pairs = Math.ceil(inputs / 2);
  return drawLevels(values, pairs * stride * 2, 11).map((level, at) => {
    const input = 2 * Math.floor(at / (2 * stride)) + (at % 2);
    return input < inputs && (at >> 1) % stride < units ? level : 0;
  });
}

function drawBiases(values: Values, count: number): Int32Array {
  return Int32Array.from({ length: count }, () => values.below(2 ** 30) - 2 ** 29);
}

const strideOf = (units: number) => Math.ceil(units / 4) * 4;

function checkDense(
  name: "integerAffine" | "integerAffinePairs",
  units: number,
  inputs: number,
  width: number,
  start: number,
): void {
  memory.reset();
  const values = new Values(start);
  const stride = strideOf(units) + 4 * values.below(2);
  const rows = name === "integerAffine" ? inputs : 2 * Math.ceil(inputs / 2);
  memory.compare(
    name,
    memory.i16("w", drawWeights(values, units, inputs, stride)),
    stride,
    memory.i32("bias", drawBiases(values, units)),
    memory.i16("x", drawLevels(values, rows * width)),
    memory.output("out", 4 * units * width),
    units,
    inputs,
    width,
  );
}

const dense = ["integerAffine", "integerAffinePairs"] as const;

test.each(dense)("%s equals its twin on all remainders of 1..9 units and inputs", (name) => {
  for (let units = 1; units <= 9; units++) {
    for (let inputs = 1; inputs <= 9; inputs++) {
      checkDense(name, units, inputs, 16 * (1 + ((units + inputs) % 3)), 9 * units + inputs);
    }
  }
});

test.each(dense)("%s equals its twin on random shapes", (name) => {
  fc.assert(
    fc.property(few, few, lanes, seed, (units, inputs, width, start) =>
      checkDense(name, units, inputs, width, start),
    ),
    FIXED,
  );
});

test.each([
  [GREATEST, GREATEST],
  [-GREATEST, GREATEST],
  [-GREATEST, -GREATEST],
])("integerAffine multiplies the extremes %i and %i exactly", (weight, level) => {
  const w = memory.i16("w", [weight, 0, 0, 0, 0, 0, 0, 0]);
  const bias = memory.i32("bias", [-5]);
  const x = memory.i16("x", new Array(16).fill(level));
  const out = memory.output("out", 64);
  const { i32 } = memory.compare("integerAffine", w, 4, bias, x, out, 1, 1, 16);
  expect(i32[out / 4]).toBe(weight * level - 5);
});

type Sparse = "sparseIntegerAffine" | "sparseIntegerAffineWide";

/** Samples of 0 to all pairs each, and a batch of them with repetitions. */
function checkSparse(name: Sparse, units: number, pairs: number, width: number, start: number) {
  memory.reset();
  const values = new Values(start);
  const starts = [0];
  const codes: number[] = [];
  const levels: number[] = [];
  const samples = 1 + values.below(12);
  for (let s = 0; s < samples; s++) {
    const share = values.below(4);
    for (let k = 0; k < pairs; k++) {
      if (values.below(3) >= share) continue;
      codes.push(k * 65536 + values.below(65536));
      levels.push(k, 0, ...drawLevels(values, 2));
    }
    starts.push(codes.length);
  }
  const stride = strideOf(units);
  const startsAt = memory.u32("starts", starts);
  const rest = [
    memory.u32("samples", values.integers(width, samples)),
    memory.i16("w", drawWeights(values, units, 2 * pairs, stride)),
    memory.i32("bias", drawBiases(values, stride)),
    memory.output("out", 4 * width * stride),
    stride,
    width,
  ] as const;
  if (name === "sparseIntegerAffine") {
    memory.compare(name, startsAt, memory.u32("entries", codes), values.below(256), ...rest);
  } else {
    memory.compare(name, startsAt, memory.i16("entries", levels), ...rest);
  }
}

const sparse = ["sparseIntegerAffine", "sparseIntegerAffineWide"] as const;

test.each(sparse)("%s equals its twin for 1 to 40 units", (name) => {
  for (let units = 1; units <= 40; units++) checkSparse(name, units, 1 + (units % 9), 16, units);
});

test.each(sparse)("%s equals its twin on random shapes", (name) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      few,
      fc.integer({ min: 1, max: 272 }),
      seed,
      (units, pairs, width, start) => checkSparse(name, units, pairs, width, start),
    ),
    FIXED,
  );
});

test.each(sparse)("%s is right on samples of many cache lines", (name) => {
  checkSparse(name, 7, 300, 32, 1);
});
