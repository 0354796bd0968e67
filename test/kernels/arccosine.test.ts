import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const SPECIAL = [-1, 1, 0, -0, 0.5, -0.5, 1 - 2 ** -53, 1 - 1e-12, -1 + 1e-12, 1.0000000001, -2, 3];

function inputs(): Float64Array {
  const values = new Values(3);
  const random = Array.from({ length: 1996 }, () => values.uniform(-1, 1));
  return Float64Array.from([...SPECIAL, ...random]);
}

test("arcCosineKernels equals its scalar form bit for bit", () => {
  const r = inputs();
  const at = memory.f64("r", r);
  const outs = ["step", "relu", "tangent", "gate", "second", "first", "three"].map((name) =>
    memory.output(name, 8 * r.length),
  ) as [number, number, number, number, number, number, number];
  memory.compare("arcCosineKernels", at, r.length, ...outs, memory.scratch("scratch", 1280));
});

test.each([
  0, 1, 2, 3, 4, 5, 6,
])("arcCosineKernels writes output %i alone when asked to", (only) => {
  const r = inputs();
  const at = memory.f64("r", r);
  const out = memory.output("out", 8 * r.length);
  const outs = Array.from({ length: 7 }, (_, k) => (k === only ? out : 0));
  memory.compare(
    "arcCosineKernels",
    at,
    r.length,
    ...(outs as [number, number, number, number, number, number, number]),
    memory.scratch("scratch", 1280),
  );
  expect(Number.isNaN(memory.view().f64[out / 8])).toBe(false);
});

/** A symmetric matrix with special values, of entries from -1 to 1. */
function symmetric(n: number): Float64Array {
  const values = new Values(n);
  const r = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = SPECIAL[values.uniform(0, 3 * SPECIAL.length) | 0] ?? values.uniform(-1, 1);
      r[i * n + j] = value;
      r[j * n + i] = value;
    }
  }
  return r;
}

test.each([
  32, 33, 39, 40, 63, 64, 71, 97,
])("symmetricArcCosineKernels equals the scalar form bit for bit, n = %i", (n) => {
  const at = memory.f64("r", symmetric(n));
  const out = (name: string, wanted = true) => (wanted ? memory.output(name, 8 * n * n) : 0);
  const all = n % 2 === 0;
  memory.compare(
    "symmetricArcCosineKernels",
    ...[at, n],
    ...[out("step", all), out("relu"), out("tangent", all), out("gate")],
    ...[out("second", all), out("first"), out("three", all)],
    memory.scratch("scratch", 1280),
  );
});
