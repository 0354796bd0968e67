import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { decode, encode, type Grid, gridOf } from "../../src/quantize/grid.js";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const quarters = fc.integer({ min: 1, max: 70 }).map((quarter) => 4 * quarter);

test("allFinite equals its twin, wherever the one that is not finite lies", () => {
  fc.assert(
    fc.property(lanes, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const x = values.floats(count, { extremes: true });
      const intruder = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1];
      x[values.below(count)] = intruder[values.below(4)];
      memory.compare("allFinite", memory.f32("x", x), count);
    }),
    FIXED,
  );
  const finite = memory.f32("finite", [1, -0, 3.4e38, 1e-45]);
  expect(memory.kernels.allFinite(finite, 4)).toBe(1);
});

test("range equals its twin bit for bit, wherever the extremes lie", () => {
  fc.assert(
    fc.property(quarters, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const x = values.floats(count);
      x[values.below(count)] = -3;
      x[values.below(count)] = 3;
      memory.compare("range", memory.f32("x", x), count, memory.output("out", 8));
    }),
    FIXED,
  );
});

test.each([
  ["positive values", [1, 2, 3, 4], [0, 4]],
  ["negative values", [-1, -2, -3, -4], [-4, 0]],
  ["-0 alone", [-0, -0, -0, -0], [0, 0]],
])("range of %s contains 0", (_, x, wanted) => {
  const out = memory.output("out", 8);
  memory.kernels.range(memory.f32("x", x), 4, out);
  expect([...memory.view().f32.subarray(out / 4, out / 4 + 2)]).toEqual(wanted);
});

/** A grid of `bits` bits over a random range. */
function drawGrid(values: Values, bits: number): Grid {
  const sides = values.below(4);
  const low = sides === 1 ? 0 : -values.uniform(0.01, 8);
  const high = sides === 2 ? 0 : values.uniform(0.01, 8);
  return gridOf(low, high, bits);
}

/** Ordinary and extreme values, and some halfway between two levels. */
function drawValues(values: Values, grid: Grid, count: number): Float32Array {
  const x = values.floats(count, { spread: 9, extremes: true });
  for (let i = 0; i < count; i += 5) {
    x[i] = (grid.lowest + values.below(2 ** grid.bits) + 0.5) * grid.scale;
  }
  return x;
}

test("fakeQuantise equals its twin bit for bit", () => {
  fc.assert(
    fc.property(quarters, fc.integer({ min: 1, max: 16 }), seed, (count, bits, start) => {
      memory.reset();
      const values = new Values(start);
      const grid = drawGrid(values, bits);
      const x = memory.f32("x", drawValues(values, grid, count));
      const out = memory.output("out", 4 * count);
      const { highest, inverse, lowest, scale } = grid;
      memory.compare("fakeQuantise", x, out, count, scale, inverse, lowest, highest);
    }),
    FIXED,
  );
});

const coders = [
  ["encode8", 8, 1],
  ["encode16", 16, 2],
] as const;

test.each(
  coders,
)("%s equals its twin bit for bit for every count of lanes in use", (name, most, width) => {
  fc.assert(
    fc.property(
      few,
      lanes,
      fc.nat(),
      fc.integer({ min: 1, max: most }),
      seed,
      (units, row, some, bits, start) => {
        memory.reset();
        const values = new Values(start);
        const count = some % (row + 1);
        const stride = width * (units + values.below(8));
        const grid = drawGrid(values, bits);
        const x = memory.f32("x", drawValues(values, grid, units * row));
        const out = memory.output("out", count * stride);
        const { highest, inverse, lowest } = grid;
        memory.compare(name, x, out, units, row, count, stride, inverse, lowest, highest);
      },
    ),
    FIXED,
  );
});

test.each(
  coders,
)("%s and fakeQuantise agree with encode and decode of the grid", (name, most, width) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: most }), seed, (bits, start) => {
      memory.reset();
      const values = new Values(start);
      const grid = drawGrid(values, bits);
      const { highest, inverse, lowest, scale } = grid;
      const x = drawValues(values, grid, 64);
      const at = memory.f32("x", x);
      const codes = memory.output("codes", 64 * width);
      const images = memory.output("images", 4 * 64);
      memory.kernels[name](at, codes, 1, 64, 64, width, inverse, lowest, highest);
      memory.kernels.fakeQuantise(at, images, 64, scale, inverse, lowest, highest);
      const { f32, u16, u8 } = memory.view();
      for (let i = 0; i < 64; i++) {
        const code = width === 1 ? u8[codes + i] : u16[codes / 2 + i];
        expect(code).toBe(encode(grid, x[i]));
        const image = f32[images / 4 + i];
        expect(image + 0).toBe(decode(grid, code));
        if (image === 0 && x[i] > 0) expect(image).toBe(0);
      }
    }),
    FIXED,
  );
});

test("encodeFloat equals its twin bit for bit", () => {
  fc.assert(
    fc.property(few, lanes, fc.nat(), seed, (units, row, some, start) => {
      memory.reset();
      const values = new Values(start);
      const count = some % (row + 1);
      const stride = 4 * (units + values.below(3));
      const x = memory.f32("x", values.floats(units * row, { extremes: true }));
      memory.compare(
        ...(["encodeFloat", x, memory.output("out", count * stride)] as const),
        ...([units, row, count, stride] as const),
      );
    }),
    FIXED,
  );
});

test("encodeFloat gives -0 the bits of +0 and keeps all others", () => {
  const x = memory.f32("x", [-0, 0, -1, 2 ** -149, ...new Array(12).fill(0)]);
  const out = memory.output("out", 16);
  memory.kernels.encodeFloat(x, out, 1, 16, 4, 4);
  const bits = [...memory.view().u32.subarray(out / 4, out / 4 + 4)];
  expect(bits).toEqual([0, 0, 0xbf80_0000, 1]);
});

test("encodeBins equals its twin bit for bit", () => {
  fc.assert(
    fc.property(few, lanes, fc.nat(), seed, (units, row, some, start) => {
      memory.reset();
      const values = new Values(start);
      const count = some % (row + 1);
      const stride = 2 * (units + values.below(3));
      const bins = [1, 30, 100, 256, 4096][values.below(5)];
      const x = Float32Array.from({ length: units * row }, () =>
        values.below(4) === 0 ? values.below(bins + 1) / bins : values.uniform(0, 1),
      );
      memory.compare(
        ...(["encodeBins", memory.f32("x", x), memory.output("out", count * stride)] as const),
        ...([units, row, count, stride, bins] as const),
      );
    }),
    FIXED,
  );
});

test("encodeBins puts 1 alone into the last bin", () => {
  const belowOne = 1 - 2 ** -24;
  const x = memory.f32("x", [0, 1 / 256, belowOne, 1, ...new Array(12).fill(0)]);
  const out = memory.output("out", 8);
  memory.kernels.encodeBins(x, out, 1, 16, 4, 2, 256);
  expect([...memory.view().u16.subarray(out / 2, out / 2 + 4)]).toEqual([0, 1, 255, 256]);
});
