import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const MOST = 2 ** 30 - 1;

/** Accumulators of every size and sign: extremes, small ones, and halves of the multiplier. */
function drawAccumulators(values: Values, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    if (i < 5) return [MOST, -MOST, 0, 1, -1][i];
    const size = values.below(2 ** (1 + values.below(30)));
    return values.below(2) === 0 ? size : -size;
  });
}

/** A multiplier below 2^30 of any magnitude, and the shift that may go with it. */
function drawRatio(values: Values): [multiplier: number, shift: number] {
  if (values.below(2) === 0) return [2 ** 29 + values.below(2 ** 29), values.below(18)];
  return [[0, 1, MOST, 2 ** values.below(30), values.below(2 ** 30)][values.below(5)], 0];
}

const eights = fc.integer({ min: 1, max: 9 }).map((blocks) => 8 * blocks);

test("requantise equals its twin, in integers of any size, with and without a shift", () => {
  fc.assert(
    fc.property(eights, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const [multiplier, shift] = drawRatio(values);
      const bits = 1 + values.below(15);
      const lowest = -values.below(2 ** bits);
      const acc = memory.i32("acc", drawAccumulators(values, count));
      const out = memory.output("out", 2 * count);
      const highest = lowest + 2 ** bits - 1;
      memory.compare("requantise", acc, out, count, multiplier, shift, lowest, highest);
    }),
    { ...FIXED, numRuns: 500 },
  );
});

test("requantise rounds halves up", () => {
  const acc = memory.i32("acc", [-3, -2, -1, 0, 1, 2, 3, 5]);
  const out = memory.output("out", 16);
  const { i16 } = memory.compare("requantise", acc, out, 8, 2 ** 29, 0, -100, 100);
  expect([...i16.subarray(out / 2, out / 2 + 8)]).toEqual([-1, -1, 0, 0, 1, 1, 2, 3]);
});

test("lookUp equals its twin, in integers of any size, with and without a shift", () => {
  fc.assert(
    fc.property(eights, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const [multiplier, shift] = drawRatio(values);
      const entries = 8 * (1 + values.below(64));
      const table = Array.from({ length: entries }, () => values.below(65535) - 32767);
      const acc = memory.i32("acc", drawAccumulators(values, count));
      const out = memory.output("out", 2 * count);
      const at = memory.i16("table", table);
      memory.compare("lookUp", acc, out, count, multiplier, shift, at, entries);
    }),
    FIXED,
  );
});

test("tanhTable equals its twin on grids of 1 to 15 bits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 15 }), seed, (bits, start) => {
      memory.reset();
      const values = new Values(start);
      const entries = 8 * (1 + values.below(300));
      const lowest = -values.below(2 ** bits);
      const highest = lowest + 2 ** bits - 1;
      const inverse = Math.fround((2 ** bits - 1) / values.uniform(0.5, 3));
      const table = memory.output("table", 2 * entries);
      const step = 16 / entries;
      memory.compare("tanhTable", table, entries, step, inverse, lowest, highest);
    }),
    FIXED,
  );
});

test("countLevelEnds equals its twin for every count of lanes in use", () => {
  fc.assert(
    fc.property(few, lanes, fc.nat(), seed, (units, row, some, start) => {
      memory.reset();
      const values = new Values(start);
      const [multiplier, shift] = drawRatio(values);
      const count = some % (row + 1);
      const size = units * row;
      const lowest = -values.below(6);
      const highest = lowest + 1 + values.below(6);
      const least = [lowest, -(2 ** 31)][values.below(2)];
      const levels = values.integers(size, highest - lowest + 1).map((code) => code + lowest);
      memory.compare(
        "countLevelEnds",
        memory.i32("acc", drawAccumulators(values, size)),
        memory.i16("levels", levels),
        ...([units, row, count] as const),
        memory.u32("weights", values.integers(row, 100)),
        ...([multiplier, shift, least, highest, lowest, highest] as const),
        memory.u32("out", [7, 9]),
      );
    }),
    FIXED,
  );
});
