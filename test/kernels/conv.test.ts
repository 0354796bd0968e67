import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const channels = fc.integer({ min: 1, max: 5 });
const extent = fc.integer({ min: 1, max: 7 });

/** Images that are at least as large as the kernel. */
const shape = fc
  .record({
    channels,
    inputChannels: fc.integer({ min: 1, max: 3 }),
    kernelHeight: fc.integer({ min: 1, max: 5 }),
    kernelWidth: fc.integer({ min: 1, max: 5 }),
    lines: extent,
    columns: extent,
    lanes: fc.constantFrom(16, 32, 48),
    ink: fc.constantFrom(0, 1, 2, 3),
    gap: fc.integer({ min: 0, max: 3 }),
    seed,
  })
  .map((drawn) => ({
    ...drawn,
    stride: drawn.channels + drawn.gap,
    height: drawn.lines + drawn.kernelHeight - 1,
    width: drawn.columns + drawn.kernelWidth - 1,
    taps: drawn.inputChannels * drawn.kernelHeight * drawn.kernelWidth,
  }));

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const sizes = (s: Shape) =>
  [s.channels, s.inputChannels, s.height, s.width, s.kernelHeight, s.kernelWidth, s.lanes] as const;

const inputSize = (s: Shape) => s.inputChannels * s.height * s.width * s.lanes;
const outputSize = (s: Shape) => s.channels * s.lines * s.columns * s.lanes;

/**
 * Inputs of which some are zero (of either sign) in all lanes, and byte offset of what says which;
 * that is 0 when none need be.
 */
function inputs(s: Shape, values: Values): { x: number; occupied: number } {
  const x = values.floats(inputSize(s));
  const places = Uint8Array.from({ length: inputSize(s) / s.lanes }, () =>
    values.below(3) < s.ink ? 1 : 0,
  );
  places.forEach((occupied, place) => {
    for (let at = place * s.lanes; !occupied && at < (place + 1) * s.lanes; at++) {
      x[at] = values.below(2) ? 0 : -0;
    }
  });
  const occupied = memory.u8("occupied", places);
  return { x: memory.f32("x", x), occupied: s.ink === 3 ? 0 : occupied };
}

test("conv equals its twin bit for bit on odd shapes", () => {
  fc.assert(
    fc.property(shape, (s) => {
      memory.reset();
      const values = new Values(s.seed);
      const w = memory.f32("w", values.floats(s.taps * s.stride));
      const bias = memory.f32("bias", values.floats(s.channels));
      const { occupied, x } = inputs(s, values);
      const out = memory.output("out", 4 * outputSize(s));
      const places = memory.scratch("places", 32 * s.taps);
      memory.compare("conv", w, s.stride, bias, x, out, places, occupied, ...sizes(s));
    }),
    FIXED,
  );
});

test("convInputGradient equals its twin bit for bit on odd shapes", () => {
  fc.assert(
    fc.property(shape, (s) => {
      memory.reset();
      const values = new Values(s.seed);
      const w = memory.f32("w", values.floats(s.taps * s.stride));
      const delta = memory.f32("delta", values.floats(outputSize(s)));
      const out = memory.output("out", 4 * inputSize(s));
      const places = memory.scratch("places", 16 * s.channels * s.kernelHeight * s.kernelWidth);
      memory.compare("convInputGradient", w, s.stride, delta, out, places, ...sizes(s));
    }),
    FIXED,
  );
});

test("convWeightGradient equals its twin bit for bit on odd shapes", () => {
  fc.assert(
    fc.property(shape, (s) => {
      memory.reset();
      const values = new Values(s.seed);
      const delta = memory.f32("delta", values.floats(outputSize(s)));
      const x = memory.f32("x", values.floats(inputSize(s)));
      const entries = (s.taps + 1) * s.stride;
      const dw = memory.output("dw", 4 * entries);
      const sums = memory.scratch("sums", 16 * entries);
      memory.compare("convWeightGradient", delta, x, dw, s.stride, sums, ...sizes(s));
    }),
    FIXED,
  );
});

test("conv slides the kernel over the image without turning it round", () => {
  const splat = (values: number[]) => values.flatMap((value) => new Array(16).fill(value));
  const w = memory.f32("w", [1, 10, 100, 1000]);
  const bias = memory.f32("bias", [0.5]);
  const x = memory.f32("x", splat([1, 2, 3, 4, 5, 6]));
  const out = memory.output("out", 4 * 2 * 16);
  const places = memory.scratch("places", 32 * 4);
  const { f32 } = memory.compare("conv", w, 1, bias, x, out, places, 0, 1, 1, 2, 3, 2, 2, 16);
  expect([f32[out / 4], f32[out / 4 + 16]]).toEqual([5421.5, 6532.5]);
});

test("leaving out inputs that are zero in all lanes changes no bit, unless a bias is -0", () => {
  fc.assert(
    fc.property(shape, (s) => {
      memory.reset();
      const values = new Values(s.seed);
      const w = memory.f32("w", values.floats(s.taps * s.stride));
      const biases = values.floats(s.channels).map((bias) => bias || 0);
      const bias = memory.f32("bias", biases);
      const { occupied, x } = inputs(s, values);
      const places = memory.scratch("places", 32 * s.taps);
      const outs = [0, occupied].map((given) => {
        const out = memory.output("out", 4 * outputSize(s));
        memory.kernels.conv(w, s.stride, bias, x, out, places, given, ...sizes(s));
        return memory.view().u32.slice(out / 4, out / 4 + outputSize(s));
      });
      expect(outs[1]).toEqual(outs[0]);
    }),
    { ...FIXED, numRuns: 30 },
  );
});
