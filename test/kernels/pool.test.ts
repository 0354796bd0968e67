import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { gridOf } from "../../src/quantize/grid.js";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** Images with and without lines and columns that fill no window. */
const shape = fc
  .record({
    channels: fc.integer({ min: 1, max: 3 }),
    size: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    windows: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    rest: fc.tuple(fc.nat(2), fc.nat(2)),
    lanes: fc.constantFrom(16, 32, 48),
    seed,
  })
  .map(({ channels, lanes, rest, seed, size, windows }) => {
    const [height, width] = [0, 1].map((d) => windows[d] * size[d] + (rest[d] % size[d]));
    return {
      seed,
      args: [channels, height, width, ...size, lanes] as const,
      inputs: channels * height * width * lanes,
      outputs: channels * windows[0] * windows[1] * lanes,
    };
  });

/** Values of which many are equal, as codes are. */
const coarse = (values: Values, length: number) =>
  Float32Array.from({ length }, () => values.below(5) - 2);

test("maxPool equals its twin bit for bit on odd shapes", () => {
  fc.assert(
    fc.property(shape, ({ args, inputs, outputs, seed }) => {
      memory.reset();
      const x = memory.f32("x", new Values(seed).floats(inputs));
      memory.compare("maxPool", x, memory.output("out", 4 * outputs), ...args);
    }),
    FIXED,
  );
});

test("maxPoolGradient equals its twin bit for bit on odd shapes and ties", () => {
  fc.assert(
    fc.property(shape, ({ args, inputs, outputs, seed }) => {
      memory.reset();
      const values = new Values(seed);
      const delta = memory.f32("delta", values.floats(outputs));
      const x = memory.f32("x", coarse(values, inputs));
      memory.compare("maxPoolGradient", delta, x, memory.output("out", 4 * inputs), ...args);
    }),
    FIXED,
  );
});

test("maxPoolGradientOnGrid equals its twin bit for bit on odd shapes and ties", () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 1, max: 8 }), ({ args, inputs, outputs, seed }, bits) => {
      memory.reset();
      const values = new Values(seed);
      const { highest, inverse, lowest } = gridOf(-1, 1.5, bits);
      const delta = memory.f32("delta", values.floats(outputs));
      const x = memory.f32("x", values.floats(inputs));
      const out = memory.output("out", 4 * inputs);
      const grid = [inverse, lowest, highest] as const;
      memory.compare("maxPoolGradientOnGrid", delta, x, out, ...args, ...grid);
    }),
    FIXED,
  );
});

test("maxPoolReluGradient equals its twin bit for bit on odd shapes and ties", () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 1, max: 8 }), ({ args, inputs, outputs, seed }, bits) => {
      memory.reset();
      const values = new Values(seed);
      const { high, highest, inverse, lowest } = gridOf(-1, 1.5, bits);
      const delta = memory.f32("delta", values.floats(outputs));
      const x = memory.f32("x", values.floats(inputs));
      const out = memory.output("out", 4 * inputs);
      const grid = [inverse, lowest, highest, high] as const;
      memory.compare("maxPoolReluGradient", delta, x, out, ...args, ...grid);
    }),
    FIXED,
  );
});

const splat = (values: number[]) => values.flatMap((value) => new Array(16).fill(value));

test("the gradient goes to the first of equal values, line by line, and none to what is left over", () => {
  const delta = memory.f32("delta", splat([7]));
  const x = memory.f32("x", splat([1, 2, 9, 2, 2, 9]));
  const out = memory.output("out", 4 * 6 * 16);
  const { f32 } = memory.compare("maxPoolGradient", delta, x, out, 1, 2, 3, 2, 2, 16);
  expect([0, 1, 2, 3, 4, 5].map((i) => f32[out / 4 + 16 * i])).toEqual([0, 7, 0, 0, 0, 0]);
});

test("on a grid, values of one level are equal whatever they were before", () => {
  const delta = memory.f32("delta", splat([7, 5]));
  const x = memory.f32("x", splat([0.4, 1.6, 2.4, 50, 40, 30]));
  const out = memory.output("out", 4 * 6 * 16);
  const args = [1, 1, 6, 1, 3, 16] as const;
  const { f32 } = memory.compare("maxPoolGradientOnGrid", delta, x, out, ...args, 1, 0, 20);
  expect([0, 1, 2, 3, 4, 5].map((i) => f32[out / 4 + 16 * i])).toEqual([0, 7, 0, 5, 0, 0]);
});

test("through a ReLU, a value at zero or beyond the grid gets none, and no other in its stead", () => {
  const delta = memory.f32("delta", splat([7, 5, 3]));
  const x = memory.f32("x", splat([0, 0, 25, 20, 0, 0.4]));
  const out = memory.output("out", 4 * 6 * 16);
  const args = [1, 1, 6, 1, 2, 16] as const;
  const { f32 } = memory.compare("maxPoolReluGradient", delta, x, out, ...args, 1, -3, 20, 20);
  expect([0, 1, 2, 3, 4, 5].map((i) => f32[out / 4 + 16 * i])).toEqual([0, 0, 0, 0, 0, 0]);
});
