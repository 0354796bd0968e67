import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, encode, gridOf } from "../../src/quantize/grid.js";

const f = Math.fround;

describe("grids by hand", () => {
  test("8 bits on [-6, 6]: scale 12/255, and -6/scale = -127.5 rounds to the even 128", () => {
    const grid = gridOf(-6, 6, 8);
    expect(grid).toEqual({
      bits: 8,
      scale: f(12 / 255),
      inverse: 21.25,
      zeroPoint: 128,
      lowest: -128,
      highest: 127,
      low: f(-128 * f(12 / 255)),
      high: f(127 * f(12 / 255)),
    });
    const codes = [-7, -6, -1, -0.02, 0, 0.02, 0.5, 1, 5.97, 6, 7].map((x) => encode(grid, x));
    expect(codes).toEqual([0, 0, 107, 128, 128, 128, 139, 149, 255, 255, 255]);
    expect(decode(grid, 149)).toBe(f(21 * f(12 / 255)));
    expect(decode(grid, 128)).toBe(0);
  });

  test("2 bits on [-1, 3]: zero point 0.75 becomes 1, and the range is nudged down by a third", () => {
    const grid = gridOf(-1, 3, 2);
    expect(grid.zeroPoint).toBe(1);
    expect([grid.low, grid.high]).toEqual([f(-4 / 3), f(8 / 3)]);
    const codes = [-9, -1, -0.6, 0, 0.6, 0.7, 1, 1.9, 2.1, 3].map((x) => encode(grid, x));
    expect(codes).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 3, 3]);
  });

  test.each([
    [1, 0],
    [2, 2],
    [3, 4],
    [4, 8],
    [8, 128],
    [16, 32768],
  ])("%i bits on a symmetric range: the zero point is a tie, which goes to the even %i", (bits, zero) => {
    for (const end of [1, 6, 0.1]) expect(gridOf(-end, end, bits).zeroPoint).toBe(zero);
  });

  test("a range of positive values is widened down to 0", () => {
    const grid = gridOf(2, 5, 8);
    expect(grid).toEqual(gridOf(0, 5, 8));
    expect([grid.zeroPoint, grid.low, grid.high]).toEqual([0, 0, 5]);
    expect([-1, 0, 1, 5].map((x) => encode(grid, x))).toEqual([0, 0, 51, 255]);
  });

  test("a range of negative values is widened up to 0", () => {
    const grid = gridOf(-4, -1, 2);
    expect(grid).toEqual(gridOf(-4, 0, 2));
    expect([grid.zeroPoint, grid.low, grid.high]).toEqual([3, -4, 0]);
    expect([-4, -3, -1, 0, 1].map((x) => encode(grid, x))).toEqual([0, 1, 2, 3, 3]);
  });

  test("1 bit has two levels, one of them 0", () => {
    const grid = gridOf(0, 1, 1);
    expect([decode(grid, 0), decode(grid, 1)]).toEqual([0, 1]);
    expect([0.4, 0.5, 0.6].map((x) => encode(grid, x))).toEqual([0, 0, 1]);
    expect(decode(gridOf(-1, 0, 1), 0)).toBe(-1);
  });

  test("16 bits tell inputs apart that are 1/65535 of the range away from each other", () => {
    const grid = gridOf(0, 65535, 16);
    expect(grid.scale).toBe(1);
    expect([0, 1, 65534, 65535].map((x) => encode(grid, x))).toEqual([0, 1, 65534, 65535]);
  });

  test("an empty range has scale 1, and everything near 0 is 0", () => {
    const grid = gridOf(0, 0, 8);
    expect([grid.scale, grid.inverse, grid.zeroPoint]).toEqual([1, 1, 0]);
    expect([-0.5, -1e-30, 0, 1e-30, 0.5].map((x) => decode(grid, encode(grid, x)))).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  test("a range too narrow for a scale with an inverse counts as empty", () => {
    for (const end of [1e-45, 1e-40, 1e-38, 2 ** -119 * 0.99]) {
      expect(gridOf(-end, end, 8)).toEqual(gridOf(0, 0, 8));
      expect(gridOf(0, end, 8)).toEqual(gridOf(0, 0, 8));
    }
    const least = gridOf(0, 255 * 2 ** -126, 8);
    expect([least.scale, least.inverse]).toEqual([2 ** -126, 2 ** 126]);
  });

  test("an end that is -0 is 0: no number of a grid is -0", () => {
    for (const grid of [gridOf(-0, 1, 8), gridOf(-1, -0, 8), gridOf(-0, -0, 8), gridOf(0, 2, 8)]) {
      for (const value of Object.values(grid)) expect(Object.is(value, -0)).toBe(false);
    }
  });
});

const bits = fc.integer({ min: 1, max: 16 });
const end = fc.oneof(
  fc.float({ noNaN: true, min: f(-1e6), max: f(1e6) }),
  fc.integer({ min: -9, max: 9 }),
  fc.float({ noNaN: true, min: f(-1e-6), max: f(1e-6) }),
);
const grids = fc
  .tuple(end, end, bits)
  .map(([a, b, depth]) => gridOf(Math.min(a, b), Math.max(a, b), depth));
/** Values from well below to well above the range of a grid. */
const gridAndValue = fc
  .tuple(grids, fc.double({ noNaN: true, min: -0.5, max: 1.5 }))
  .map(([grid, at]) => ({ grid, x: f(grid.low + at * (grid.high - grid.low)) }));

describe("every grid", () => {
  test("has 0 on it exactly", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        expect(encode(grid, 0)).toBe(grid.zeroPoint);
        expect(encode(grid, -0)).toBe(grid.zeroPoint);
        expect(decode(grid, grid.zeroPoint)).toBe(0);
        expect(grid.low <= 0 && grid.high >= 0).toBe(true);
      }),
    );
  });

  test("has 2^bits codes, from the nudged range's lower end to its upper", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const top = 2 ** grid.bits - 1;
        expect(grid.zeroPoint).toBeGreaterThanOrEqual(0);
        expect(grid.zeroPoint).toBeLessThanOrEqual(top);
        expect([grid.lowest, grid.highest]).toEqual([0 - grid.zeroPoint, top - grid.zeroPoint]);
        expect([decode(grid, 0), decode(grid, top)]).toEqual([grid.low, grid.high]);
        expect([encode(grid, grid.low), encode(grid, grid.high)]).toEqual([0, top]);
      }),
    );
  });

  test("gives every code back after decoding", () => {
    fc.assert(
      fc.property(grids, fc.nat(), (grid, some) => {
        const code = some % 2 ** grid.bits;
        expect(encode(grid, decode(grid, code))).toBe(code);
      }),
      { numRuns: 2000 },
    );
    for (const grid of [gridOf(-6, 6, 16), gridOf(0, 1e-3, 16), gridOf(-1e6, 1, 16)]) {
      for (let code = 0; code < 65536; code++) {
        if (encode(grid, decode(grid, code)) !== code) expect.fail(`code ${code} is lost`);
      }
    }
  });

  test("is monotone", () => {
    fc.assert(
      fc.property(gridAndValue, fc.double({ noNaN: true, min: 0, max: 1 }), ({ grid, x }, more) => {
        const y = f(x + more * (grid.high - grid.low));
        if (y >= x) expect(encode(grid, y)).toBeGreaterThanOrEqual(encode(grid, x));
      }),
      { numRuns: 1000 },
    );
  });

  test("clamps what lies beyond its ends", () => {
    fc.assert(
      fc.property(grids, fc.float({ noNaN: true, min: 0 }), (grid, more) => {
        expect(encode(grid, f(grid.high + more))).toBe(2 ** grid.bits - 1);
        expect(encode(grid, f(grid.low - more))).toBe(0);
      }),
    );
  });

  test("moves a value in its range by at most half a step, but for rounding to f32", () => {
    fc.assert(
      fc.property(gridAndValue, ({ grid, x: anywhere }) => {
        const x = Math.min(grid.high, Math.max(grid.low, anywhere));
        const image = decode(grid, encode(grid, x));
        // 1/scale and its product with x are each rounded (2^-24 of |x| both), and so is the image.
        const rounding = (Math.abs(x) + Math.abs(image)) * 2 ** -23 * (1 + 2 ** -20);
        expect(Math.abs(x - image)).toBeLessThanOrEqual(grid.scale / 2 + rounding);
      }),
      { numRuns: 2000 },
    );
  });

  test("is nudged from the range asked for by at most half a step", () => {
    fc.assert(
      fc.property(end, end, bits, (a, b, depth) => {
        const [low, high] = [Math.min(a, b, 0), Math.max(a, b, 0)];
        const grid = gridOf(low, high, depth);
        if (high - low < 2 ** -126 * (2 ** depth - 1)) return;
        // The scale is rounded once (2^-24 of the width), and the end once more.
        const slack = grid.scale / 2 + (high - low) * 2 ** -22;
        expect(Math.abs(grid.low - low)).toBeLessThanOrEqual(slack);
        expect(Math.abs(grid.high - high)).toBeLessThanOrEqual(slack);
      }),
      { numRuns: 1000 },
    );
  });
});
