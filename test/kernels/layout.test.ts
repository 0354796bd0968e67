import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const width = fc.integer({ min: 1, max: 20 });

test("takeBatch equals its twin, and repeats the last sample in the lanes left over", () => {
  fc.assert(
    fc.property(lanes, fc.integer({ min: 1, max: 40 }), seed, (row, n, start) => {
      memory.reset();
      const values = new Values(start);
      const count = 1 + values.below(row);
      const order = memory.u32("order", values.integers(count, n));
      const labelOf = memory.u8("labelOf", values.integers(n, 256));
      const samples = memory.output("samples", 4 * row);
      const labels = memory.output("labels", row);
      memory.compare("takeBatch", order, labelOf, samples, labels, count, row);
    }),
    FIXED,
  );
});

test("gather equals its twin bit for bit, with samples in any order and repeated", () => {
  fc.assert(
    fc.property(width, lanes, fc.integer({ min: 1, max: 40 }), seed, (features, row, n, start) => {
      memory.reset();
      const values = new Values(start);
      const inputs = memory.f32("inputs", values.floats(n * features));
      const samples = memory.u32("samples", values.integers(row, n));
      const out = memory.output("out", 4 * features * row);
      memory.compare("gather", inputs, features, samples, out, row);
    }),
    FIXED,
  );
});

test("gatherBytes equals its twin bit for bit, on grids and with a divisor", () => {
  const features = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(
      features,
      lanes,
      fc.integer({ min: 1, max: 40 }),
      seed,
      (features, row, n, start) => {
        memory.reset();
        const values = new Values(start);
        const onGrid = values.below(2) === 0;
        const zeroPoint = onGrid ? values.below(256) : 0;
        const ink = values.below(3);
        const drawn = Array.from({ length: n * features }, () =>
          values.below(3) < ink ? values.below(256) : zeroPoint,
        );
        const codes = memory.u8("codes", drawn);
        const samples = memory.u32("samples", values.integers(row, n));
        const out = memory.output("out", 4 * features * row);
        const occupied = memory.output("occupied", features);
        const decoding: [number, number, number] = onGrid
          ? [zeroPoint, values.uniform(0.01, 1), 1]
          : [0, 1, 255];
        memory.compare("gatherBytes", codes, features, samples, out, occupied, row, ...decoding);
      },
    ),
    FIXED,
  );
});

test("gatherLevels equals its twin on all remainders of features, wherever 0 lies", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      lanes,
      fc.integer({ min: 1, max: 40 }),
      seed,
      (features, row, n, start) => {
        memory.reset();
        const values = new Values(start);
        const codes = memory.u8("codes", values.integers(n * features, 256));
        const samples = memory.u32("samples", values.integers(row, n));
        const out = memory.output("out", 2 * features * row);
        memory.compare("gatherLevels", codes, features, samples, out, row, values.below(256));
      },
    ),
    FIXED,
  );
});

test("transpose equals its twin bit for bit, with gaps left between the rows of both sides", () => {
  fc.assert(
    fc.property(lanes, width, seed, (rows, columns, start) => {
      memory.reset();
      const values = new Values(start);
      const sourceStride = columns + values.below(4);
      const outStride = rows + values.below(4);
      const source = memory.f32("source", values.floats((rows - 1) * sourceStride + columns));
      const out = memory.output("out", 4 * ((columns - 1) * outStride + rows));
      memory.compare("transpose", source, sourceStride, out, outStride, rows, columns);
    }),
    FIXED,
  );
});

test("transpose there and back is the identity", () => {
  const values = new Values(3).floats(20 * 12);
  const source = memory.f32("source", values);
  const across = memory.output("across", 4 * values.length);
  const back = memory.output("back", 4 * values.length);
  memory.kernels.transpose(source, 12, across, 20, 20, 12);
  memory.kernels.transpose(across, 20, back, 12, 12, 20);
  expect(memory.view().f32.subarray(back / 4, back / 4 + values.length)).toEqual(values);
});
