import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { type InputPlan, inputGrid, inputValue, writeInputs } from "../../src/network/input.js";
import { inputQuantiserSchema } from "../../src/quantize/schema.js";

const STUDY = inputQuantiserSchema.parse({ bits: 8 });

async function written(inputs: Uint8Array | Float32Array, features: number, divisor = 255) {
  const { arena } = await createEngine();
  const samples = inputs.length / features;
  const plan = writeInputs(arena, { inputs, divisor, samples, features }, undefined);
  const { buffer } = arena.take(Uint8Array, 0);
  return { plan, rows: rowsOf(plan, buffer, samples) };
}

/** The inputs of each sample, read back from memory. */
function rowsOf(plan: InputPlan, memory: ArrayBufferLike, samples: number): number[][] {
  const { features } = plan;
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
