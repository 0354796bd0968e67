import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

interface Case {
  units: number;
  inputs: number;
  lanes: number;
  seed: number;
}

const cases = fc.record({ units: few, inputs: few, lanes, seed });

/** Strides of a matrix stored by units, with a gap, or by inputs. */
function stridesOf({ inputs, units }: Case, values: Values): [number, number] {
  const gap = values.below(4);
  return values.below(2) === 0 ? [inputs + gap, 1] : [1, units + gap];
}

function matrixSize({ inputs, units }: Case, [unitStride, inputStride]: [number, number]): number {
  return (units - 1) * unitStride + (inputs - 1) * inputStride + 1;
}

function checkAffine(shape: Case): void {
  memory.reset();
  const { inputs, lanes, units } = shape;
  const values = new Values(shape.seed);
  const strides = stridesOf(shape, values);
  const w = memory.f32("w", values.floats(matrixSize(shape, strides)));
  const bias = values.below(4) === 0 ? 0 : memory.f32("bias", values.floats(units));
  const x = memory.f32("x", values.floats(inputs * lanes));
  const out = memory.output("out", 4 * units * lanes);
  memory.compare("affine", w, ...strides, bias, x, out, units, inputs, lanes);
}

function checkWeightGradient(shape: Case): void {
  memory.reset();
  const { inputs, lanes, units } = shape;
  const values = new Values(shape.seed);
  const strides = stridesOf(shape, values);
  const delta = memory.f32("delta", values.floats(units * lanes));
  const x = memory.f32("x", values.floats(inputs * lanes));
  const dw = memory.output("dw", 4 * matrixSize(shape, strides));
  memory.compare("weightGradient", delta, x, dw, ...strides, units, inputs, lanes);
}

test.each([
  ["affine", checkAffine],
  ["weightGradient", checkWeightGradient],
] as const)("%s equals its twin bit for bit on all remainders of 1..9 units and inputs", (_, check) => {
  for (let units = 1; units <= 9; units++) {
    for (let inputs = 1; inputs <= 9; inputs++) {
      check({
        units,
        inputs,
        lanes: 16 * (1 + ((units + inputs) % 3)),
        seed: 9 * units + inputs,
      });
    }
  }
});

test("affine equals its twin bit for bit on random shapes and strides", () => {
  fc.assert(fc.property(cases, checkAffine), FIXED);
});

test("weightGradient equals its twin bit for bit on random shapes and strides", () => {
  fc.assert(fc.property(cases, checkWeightGradient), FIXED);
});

test("affine with no inputs is the bias", () => {
  const bias = memory.f32("bias", [1.5, -2, 0.25]);
  const x = memory.output("x", 0);
  const out = memory.output("out", 4 * 3 * 16);
  const { f32 } = memory.compare("affine", x, 0, 1, bias, x, out, 3, 0, 16);
  expect([0, 16, 32].map((i) => f32[out / 4 + i])).toEqual([1.5, -2, 0.25]);
});

test("affine adds the inputs in ascending order, each sum rounded", () => {
  const w = memory.f32("w", [1, 1, 1]);
  const rows = [2 ** 24, 1, -(2 ** 24)].flatMap((value) => new Array(16).fill(value));
  const x = memory.f32("x", rows);
  const out = memory.output("out", 4 * 16);
  expect(memory.compare("affine", w, 3, 1, 0, x, out, 1, 3, 16).f32[out / 4]).toBe(0);
});

test("affine with the strides exchanged is the gradient with respect to the input", () => {
  const w = memory.f32("w", [1, 2, 3, 4, 5, 6]);
  const delta = memory.f32("delta", [...new Array(16).fill(1), ...new Array(16).fill(10)]);
  const out = memory.output("out", 4 * 3 * 16);
  const { f32 } = memory.compare("affine", w, 1, 3, 0, delta, out, 3, 2, 16);
  expect([0, 16, 32].map((i) => f32[out / 4 + i])).toEqual([41, 52, 63]);
});

test("rowSums equals its twin bit for bit", () => {
  fc.assert(
    fc.property(few, lanes, seed, (units, width, start) => {
      memory.reset();
      const delta = memory.f32("delta", new Values(start).floats(units * width));
      memory.compare("rowSums", delta, memory.output("out", 4 * units), units, width);
    }),
    FIXED,
  );
});

test("rowSums adds lanes 0 + 1 to lanes 2 + 3", () => {
  const delta = memory.f32("delta", [2 ** 24, 1, 1, -(2 ** 24), ...new Array(12).fill(0)]);
  const out = memory.output("out", 4);
  const wanted = 2 ** 24 - (2 ** 24 - 1);
  expect(memory.compare("rowSums", delta, out, 1, 16).f32[out / 4]).toBe(wanted);
});
