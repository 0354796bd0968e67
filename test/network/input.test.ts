import { describe, expect, it } from "vitest";
import { createEngine, type Engine } from "../../src/engine/engine.js";
import { type InputPlan, inputGrid, inputValue, writeInputs } from "../../src/network/input.js";
import { inputRows } from "../../src/network/input-rows.js";
import type { Grid } from "../../src/quantize/grid.js";
import { inputQuantiserSchema } from "../../src/quantize/schema.js";

const STUDY = inputQuantiserSchema.parse({ bits: 8 });

async function written(
  inputs: Uint8Array | Float32Array,
  features: number,
  divisor = 255,
  grid?: Grid,
  first: "dense" | "conv" = "dense",
) {
  const engine = await createEngine();
  const samples = inputs.length / features;
  const raw = { inputs, divisor, samples, features };
  const plan = writeInputs(engine.arena, raw, grid, first);
  const { buffer } = engine.arena.take(Uint8Array, 0);
  const rows = rowsOf(plan, engine, samples);
  expect(Array.from(inputRows(buffer, plan, samples))).toEqual(rows.flat());
  return { plan, rows };
}

/** The inputs of each sample, read back from memory. */
function rowsOf(plan: InputPlan, { arena, kernels }: Engine, samples: number): number[][] {
  const { features } = plan;
  const { buffer: memory } = arena.take(Uint8Array, 0);
  if (plan.kind === "bytes") {
    const { codes, divisor, scale, zeroPoint } = plan;
    const lanes = 16 * Math.ceil(samples / 16);
    const order = arena.take(Uint32Array, lanes).map((_, l) => Math.min(l, samples - 1));
    const indices = arena.take(Uint32Array, lanes);
    indices.set(order);
    const out = arena.take(Float32Array, features * lanes);
    const occupied = arena.take(Uint8Array, features).byteOffset;
    kernels.gatherBytes(
      ...([codes, features, indices.byteOffset, out.byteOffset, occupied] as const),
      ...([lanes, zeroPoint, scale, divisor] as const),
    );
    return Array.from({ length: samples }, (_, s) =>
      Array.from({ length: features }, (_, j) => out[j * lanes + s]),
    );
  }
  return Array.from({ length: samples }, (_, s) => {
    if (plan.kind === "dense") {
      return Array.from(new Float32Array(memory, plan.values + 4 * s * features, features));
    }
    const [from, to] = new Uint32Array(memory, plan.starts + 4 * s, 2);
    const levels = new Float32Array(memory, plan.levels, 256);
    const row = Array<number>(features).fill(0);
    for (const entry of new Uint32Array(memory, plan.entries + 4 * from, to - from)) {
      row[entry >>> 16] = levels[entry & 0xffff];
    }
    return row;
  });
}

describe("writeInputs", () => {
  it("leaves zeros out when at least 60 % of the bytes are zero", async () => {
    const { plan, rows } = await written(Uint8Array.of(0, 0, 51, 0, 255, 0, 0, 0, 0, 102), 5);
    expect(plan.kind).toBe("sparse");
    expect(rows).toEqual([
      [0, 0, Math.fround(0.2), 0, 1],
      [0, 0, 0, 0, Math.fround(0.4)],
    ]);
    expect((await written(Uint8Array.of(0, 0, 0, 1, 1), 5)).plan.kind).toBe("sparse");
    expect((await written(Uint8Array.of(0, 0, 1, 1, 1), 5)).plan.kind).toBe("dense");
  });

  it("writes other bytes, and floats however many are zero, as rows", async () => {
    const bytes = await written(Uint8Array.of(1, 0, 1, 1), 2, 1);
    expect(bytes).toMatchObject({
      plan: { kind: "dense" },
      rows: [
        [1, 0],
        [1, 1],
      ],
    });
    const floats = await written(Float32Array.of(0, 0, 0, 0.5), 2, 1);
    expect(floats).toMatchObject({
      plan: { kind: "dense" },
      rows: [
        [0, 0],
        [0, 0.5],
      ],
    });
  });

  it("keeps bytes as bytes for a conv layer, which reads the same values from them", async () => {
    const inputs = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const bits of ["float", 1, 5, 8, 9] as const) {
      const quantiser = inputQuantiserSchema.parse({ bits, range: { low: -0.3, high: 0.8 } });
      const grid = inputGrid({ inputs, divisor: 255, samples: 32, features: 8 }, quantiser);
      const { plan, rows } = await written(inputs, 8, 255, grid, "conv");
      expect(plan.kind).toBe(bits === 9 ? "dense" : "bytes");
      expect(rows.flat()).toEqual(Array.from(inputs, (byte) => inputValue(byte, 255, grid)));
    }
    expect((await written(Float32Array.of(0, 0), 2, 1, undefined, "conv")).plan.kind).toBe("dense");
  });

  it("writes samples without any input", async () => {
    const { plan, rows } = await written(new Uint8Array(6), 3);
    expect(plan.kind).toBe("sparse");
    expect(rows).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe("inputGrid", () => {
  const raw = { inputs: Uint8Array.of(0, 1), divisor: 1, samples: 2, features: 1 };

  it("keeps 0 and 1 apart on the study's grid, [-6, 6] in 256 levels", () => {
    const grid = inputGrid(raw, STUDY);
    expect(grid).toMatchObject({ bits: 8, scale: Math.fround(12 / 255), zeroPoint: 128 });
    expect(inputValue(0, 1, grid)).toBe(0);
    expect(inputValue(1, 1, grid)).toBe(Math.fround(21 * Math.fround(12 / 255)));
  });

  it("widens the range by the least and greatest input, if asked to", () => {
    const wild = { ...raw, inputs: Float32Array.of(-9, 30) };
    expect(inputGrid(wild, STUDY)?.scale).toBe(Math.fround(39 / 255));
    const narrow = inputQuantiserSchema.parse({
      bits: 2,
      range: { low: -1, high: 2, widen: false },
    });
    expect(inputGrid(wild, narrow)?.scale).toBe(1);
    expect(inputValue(30, 1, inputGrid(wild, narrow))).toBe(2);
    expect(inputValue(-9, 1, inputGrid(wild, narrow))).toBe(-1);
  });

  it("is none for float inputs, which are entry / divisor in f32", () => {
    expect(inputGrid(raw, inputQuantiserSchema.parse({ bits: "float" }))).toBeUndefined();
    expect(inputValue(7, 255, undefined)).toBe(Math.fround(7 / 255));
  });
});
