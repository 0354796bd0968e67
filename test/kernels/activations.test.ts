import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

test.each(["tanh", "relu"] as const)("%s equals its twin bit for bit", (name) => {
  fc.assert(
    fc.property(lanes, seed, (count, start) => {
      memory.reset();
      const x = memory.f32("x", new Values(start).floats(count, { spread: 10, extremes: true }));
      memory.compare(name, x, count);
    }),
    FIXED,
  );
});

test("tanh maps zeros to zeros of the same sign and stays within [-1, 1]", () => {
  const inputs = [0, -0, 9, 9.01, 9.02, -9.02, 50, -50, 3.4e38, -3.4e38, 2 ** -149, -(2 ** -149)];
  const values = Float32Array.from({ length: 16 }, (_, i) => inputs[i] ?? 0);
  const x = memory.f32("x", values);
  const got = [...memory.compare("tanh", x, 16).f32.subarray(x / 4, x / 4 + 16)];
  expect(got.slice(0, 2)).toEqual([0, -0]);
  for (const y of got) expect(Math.abs(y)).toBeLessThanOrEqual(1);
  expect(got.slice(6, 8)).toEqual([1, -1]);
  expect(got.slice(10, 12)).toEqual([2 ** -149, -(2 ** -149)]);
});

test("relu makes every value that is not positive +0", () => {
  const x = memory.f32("x", sixteen([-1, -0, 0, 1]));
  memory.kernels.relu(x, 16);
  expect([...memory.view().f32.subarray(x / 4, x / 4 + 4)]).toEqual([0, 0, 0, 1]);
});

/** The values over and over: the elementwise kernels take 16 at a time. */
function sixteen(values: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, i) => values[i % values.length]);
}

const gradients = ["tanhGradient", "reluGradient", "straightThrough"] as const;

test.each(gradients)("%s equals its twin bit for bit", (name) => {
  fc.assert(
    fc.property(lanes, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const y = values.floats(count, { extremes: name !== "tanhGradient" });
      const low = values.below(4) === 0 ? Number.NEGATIVE_INFINITY : values.uniform(-2, 0);
      const high = values.below(4) === 0 ? y[values.below(count)] : values.uniform(0, 2);
      const delta = memory.f32("delta", values.floats(count));
      memory.compare(name, delta, memory.f32("y", y), count, low, high);
    }),
    FIXED,
  );
});

test.each(gradients)("%s passes both ends of the range and nothing beyond them", (name) => {
  const [low, high] = [0.25, 0.75];
  const ulp = 2 ** -25;
  const delta = memory.f32("delta", sixteen([1]));
  const y = memory.f32("y", sixteen([low - ulp, low, high, high + 2 * ulp]));
  const { f32 } = memory.compare(name, delta, y, 16, low, high);
  const passed = [...f32.subarray(delta / 4, delta / 4 + 4)].map((d) => d !== 0);
  expect(passed).toEqual([false, true, true, false]);
});

test("the gradient of relu is zero at zero", () => {
  const delta = memory.f32("delta", sixteen([1]));
  const y = memory.f32("y", sixteen([0, -0, 2 ** -149, -1]));
  memory.kernels.reluGradient(delta, y, 16, -6, 6);
  expect([...memory.view().f32.subarray(delta / 4, delta / 4 + 4)]).toEqual([0, 0, 1, 0]);
});
