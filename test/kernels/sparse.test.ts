import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const LEVELS = 256;

interface SparseBatch {
  starts: number;
  entries: number;
  levels: number;
  samples: number;
}

/** Samples with 0 to `inputs` non-zero inputs each, and a batch of them with repetitions. */
function writeBatch(values: Values, inputs: number, lanes: number): SparseBatch {
  const starts = [0];
  const entries: number[] = [];
  const count = 1 + values.below(12);
  for (let s = 0; s < count; s++) {
    const share = values.below(4);
    for (let j = 0; j < inputs; j++) {
      if (values.below(3) < share) entries.push(j * 65536 + values.below(LEVELS));
    }
    starts.push(entries.length);
  }
  return {
    starts: memory.u32("starts", starts),
    entries: memory.u32("entries", entries),
    levels: memory.f32("levels", values.floats(LEVELS)),
    samples: memory.u32("samples", values.integers(lanes, count)),
  };
}

/** Rows of `units` values with zeros up to a multiple of four. */
function padded(values: Values, rows: number, units: number): Float32Array {
  const stride = strideOf(units);
  return values.floats(rows * stride).map((value, i) => (i % stride < units ? value : 0));
}

function strideOf(units: number): number {
  return Math.ceil(units / 4) * 4;
}

function checkAffine(units: number, inputs: number, lanes: number, start: number): void {
  memory.reset();
  const values = new Values(start);
  const { entries, levels, samples, starts } = writeBatch(values, inputs, lanes);
  const w = memory.f32("w", padded(values, inputs, units));
  const bias = memory.f32("bias", padded(values, 1, units));
  const out = memory.output("out", 4 * lanes * strideOf(units));
  memory.compare(
    ...(["sparseAffine", starts, entries, levels, samples] as const),
    ...([w, bias, out, strideOf(units), lanes] as const),
  );
}

function checkGradient(units: number, inputs: number, lanes: number, start: number): void {
  memory.reset();
  const values = new Values(start);
  const { entries, levels, samples, starts } = writeBatch(values, inputs, lanes);
  const delta = memory.f32("delta", padded(values, lanes, units));
  const dw = memory.output("dw", 4 * inputs * strideOf(units));
  memory.compare(
    ...(["sparseWeightGradient", starts, entries, levels, samples] as const),
    ...([delta, dw, inputs, strideOf(units), lanes] as const),
  );
}

const checks = [
  ["sparseAffine", checkAffine],
  ["sparseWeightGradient", checkGradient],
] as const;

test.each(checks)("%s equals its twin bit for bit for 1 to 40 units", (_, check) => {
  for (let units = 1; units <= 40; units++) check(units, 1 + (units % 9), 16, units);
});

test.each(checks)("%s equals its twin bit for bit on random shapes", (_, check) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      few,
      fc.integer({ min: 1, max: 272 }),
      seed,
      check,
    ),
    FIXED,
  );
});

test.each(checks)("%s is right on samples of many cache lines", (_, check) => {
  check(7, 300, 32, 1);
});

test("indices and levels use all of their 16 bits", () => {
  const [index, level] = [65535, 65534];
  const starts = memory.u32("starts", [0, 1]);
  const entries = memory.u32("entries", [index * 65536 + level]);
  const levels = memory.f32(
    "levels",
    Float32Array.from({ length: 65536 }, (_, i) => i),
  );
  const samples = memory.u32("samples", [0]);
  const w = memory.f32(
    "w",
    Float32Array.from({ length: 4 * 65536 }, (_, i) => i % 65521),
  );
  const bias = memory.f32("bias", [1, 2, 3, 4]);
  const out = memory.output("out", 16);
  const { f32 } = memory.compare(
    ...(["sparseAffine", starts, entries, levels, samples] as const),
    ...([w, bias, out, 4, 1] as const),
  );
  expect(f32[out / 4]).toBe(Math.fround(1 + Math.fround(level * ((4 * index) % 65521))));
});
