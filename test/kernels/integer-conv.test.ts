import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const extent = (max: number) => fc.integer({ min: 1, max });

/** Levels of either sign below 2^bits in size, the extremes among them. */
function drawLevels(values: Values, count: number, bits: number): Int16Array {
  const most = 2 ** bits - 1;
  return Int16Array.from({ length: count }, () => {
    const size = values.below(8) === 0 ? most : values.below(most + 1);
    return values.below(2) === 0 ? size : -size;
  });
}

/** Images that are at least as large as the kernel, with up to 75 places in it. */
const shape = fc.record({
  channels: extent(9),
  inputChannels: extent(3),
  kernelHeight: extent(5),
  kernelWidth: extent(5),
  lines: extent(5),
  columns: extent(5),
  lanes: fc.constantFrom(16, 32, 48),
  seed,
});

test("integerConv equals its twin on odd shapes, even and odd numbers of places", () => {
  const parities = new Set<number>();
  fc.assert(
    fc.property(shape, (s) => {
      memory.reset();
      const values = new Values(s.seed);
      const height = s.lines + s.kernelHeight - 1;
      const width = s.columns + s.kernelWidth - 1;
      const taps = s.inputChannels * s.kernelHeight * s.kernelWidth;
      const pairs = Math.ceil(taps / 2);
      const stride = 4 * Math.ceil(s.channels / 4);
      parities.add(taps % 2);
      const weights = drawLevels(values, 2 * pairs * stride, 7).map((level, at) =>
        2 * Math.floor(at / (2 * stride)) + (at % 2) < taps ? level : 0,
      );
      memory.compare(
        "integerConv",
        memory.i16("w", weights),
        stride,
        memory.i32(
          "bias",
          Int32Array.from({ length: s.channels }, () => values.below(2 ** 30) - 2 ** 29),
        ),
        memory.i16("x", drawLevels(values, s.inputChannels * height * width * s.lanes, 15)),
        memory.output("out", 4 * s.channels * s.lines * s.columns * s.lanes),
        memory.scratch("pairs", 8 * pairs),
        ...([s.channels, s.inputChannels, height, width] as const),
        ...([s.kernelHeight, s.kernelWidth, s.lanes] as const),
      );
    }),
    FIXED,
  );
  expect(parities.size).toBe(2);
});

test("integerConv slides the kernel over the image without turning it round", () => {
  const splat = (values: number[]) => values.flatMap((value) => new Array(16).fill(value));
  const w = memory.i16("w", [1, 10, 0, 0, 0, 0, 0, 0, 100, 1000, 0, 0, 0, 0, 0, 0]);
  const bias = memory.i32("bias", [50000]);
  const x = memory.i16("x", splat([1, 2, 3, 4, 5, 6]));
  const out = memory.output("out", 4 * 2 * 16);
  const pairs = memory.scratch("pairs", 16);
  const { i32 } = memory.compare("integerConv", w, 4, bias, x, out, pairs, 1, 1, 2, 3, 2, 2, 16);
  expect([i32[out / 4], i32[out / 4 + 16]]).toEqual([55421, 56532]);
});

const pool = fc.record({
  channels: extent(3),
  size: fc.tuple(extent(3), extent(3)),
  windows: fc.tuple(extent(3), extent(3)),
  rest: fc.tuple(fc.nat(2), fc.nat(2)),
  lanes: fc.constantFrom(16, 32, 48),
  seed,
});

test("maxPoolLevels equals its twin, lines and columns left over among its images", () => {
  fc.assert(
    fc.property(pool, ({ channels, lanes, rest, seed, size, windows }) => {
      memory.reset();
      const [height, width] = [0, 1].map((d) => windows[d] * size[d] + (rest[d] % size[d]));
      const levels = drawLevels(new Values(seed), channels * height * width * lanes, 15);
      memory.compare(
        "maxPoolLevels",
        memory.i16("x", levels),
        memory.output("out", 2 * channels * windows[0] * windows[1] * lanes),
        ...([channels, height, width, ...size, lanes] as const),
      );
    }),
    FIXED,
  );
});
