import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const SPECIAL = [-1, 1, 0, -0, 0.5, -0.5, 1 - 2 ** -53, 1 - 1e-12, -1 + 1e-12, 1.0000000001, -2, 3];

function inputs(): Float64Array {
  const values = new Values(3);
  const random = Array.from({ length: 2000 }, () => values.uniform(-1, 1));
  return Float64Array.from([...SPECIAL, ...random]);
}

test("arcCosineKernels equals its scalar form bit for bit", () => {
  const r = inputs();
  const at = memory.f64("r", r);
  const outs = ["step", "relu", "tangent", "gate", "second", "first", "three"].map((name) =>
    memory.output(name, 8 * r.length),
  ) as [number, number, number, number, number, number, number];
  memory.compare("arcCosineKernels", at, r.length, ...outs, memory.scratch("scratch", 16));
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
    memory.scratch("scratch", 16),
  );
  expect(Number.isNaN(memory.view().f64[out / 8])).toBe(false);
});
