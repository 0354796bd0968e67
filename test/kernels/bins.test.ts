import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

const POSITIONS = 2 ** 36;

/** A count of values, and the period of their bounds. */
const counts = fc.nat(250);
const periods = few.map((n) => 16 * n);

/** Arguments of uniformBins from `low` on. */
function rangesOf(low: Float64Array, widths: Float64Array, bins: number) {
  const scale = widths.map((width) => (width === 0 ? 0 : POSITIONS / width));
  const factor = scale.map((s) => (s * bins) / POSITIONS);
  const near = Math.max(
    ...low.map((l, i) => (widths[i] === 0 ? 0 : bins * 2 ** -22 * (1 + Math.abs(l) / widths[i]))),
  );
  return [
    memory.f64("low", low),
    memory.f64("scale", scale),
    bins,
    memory.f32("factor", factor),
    memory.f32(
      "offset",
      factor.map((f, i) => f * low[i] + 0.5),
    ),
    near,
  ] as const;
}

test("extremes equals its twin bit for bit", () => {
  fc.assert(
    fc.property(counts, periods, seed, (count, period, start) => {
      memory.reset();
      const values = new Values(start);
      const x = memory.f32("x", values.floats(count, { extremes: true }));
      const low = memory.f32("low", values.floats(period));
      const high = memory.f32("high", values.floats(period));
      memory.compare("extremes", x, count, period, low, high);
    }),
    FIXED,
  );
});

test("countOutside equals its twin", () => {
  fc.assert(
    fc.property(counts, seed, (count, start) => {
      memory.reset();
      const values = new Values(start);
      const x = memory.f32("x", values.floats(count));
      const low = Math.fround(values.uniform(-2, 0));
      memory.compare("countOutside", x, count, low, [0, 1, 2][values.below(3)]);
    }),
    FIXED,
  );
});

test("uniformBins equals its twin bit for bit, on and beside edges too", () => {
  fc.assert(
    fc.property(counts, periods, seed, (count, period, start) => {
      memory.reset();
      const values = new Values(start);
      const bins = [1, 2, 3, 30, 100, 255, 256, 257, 1000, 65536][values.below(10)];
      const spread = [0, 2, 1000][values.below(3)];
      const low = Float64Array.from({ length: period }, () =>
        Math.fround(values.uniform(-spread, spread)),
      );
      const widths = low.map((_, i) => (i % 5 === 4 ? 0 : values.uniform(0.01, 4)));
      const onEdges = values.below(3);
      const x = Float32Array.from({ length: count }, (_, i) => {
        const at = i % period;
        const edge = values.below(bins + 1) / bins + (values.below(3) - 1) * 2 ** -22;
        const share = values.below(16) < onEdges ? edge : values.uniform(0, 1);
        return Math.max(low[at], low[at] + share * widths[at]);
      });
      const out = memory.output("out", count * (bins <= 256 ? 1 : 2));
      memory.compare(
        ...(["uniformBins", memory.f32("x", x), out, count, period] as const),
        ...rangesOf(low, widths, bins),
      );
    }),
    { ...FIXED, numRuns: 300 },
  );
});

test("uniformBins puts the edges of a range of f32 numbers into the bins above them", () => {
  for (const bins of [1, 2, 3, 7, 10, 30, 49, 100, 256, 300]) {
    const edges = Float32Array.from({ length: bins + 1 }, (_, j) => j);
    const x = memory.f32("edges", edges);
    const out = memory.output("out", 2 * edges.length);
    const widths = new Float64Array(16).fill(bins);
    const ranges = rangesOf(new Float64Array(16), widths, bins);
    memory.kernels.uniformBins(x, out, edges.length, 16, ...ranges);
    const { u8, u16 } = memory.view();
    const found = Array.from(edges, (_, j) => (bins <= 256 ? u8[out + j] : u16[out / 2 + j]));
    expect(found).toEqual(Array.from(edges, (_, j) => Math.min(j, bins - 1)));
    memory.reset();
  }
});

test("padRows equals its twin", () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 40 }), seed, (rows, bytes, start) => {
      memory.reset();
      const values = new Values(start);
      const source = memory.u8("source", values.integers(rows * bytes, 256));
      const out = memory.output("out", rows * 8 * Math.ceil(bytes / 8));
      memory.compare("padRows", source, out, rows, bytes);
    }),
    FIXED,
  );
});
