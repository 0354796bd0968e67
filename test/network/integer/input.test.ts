import { expect, it } from "vitest";
import { createEngine } from "../../../src/engine/engine.js";
import { writeIntegerInputs } from "../../../src/network/integer/input.js";
import { gridOf } from "../../../src/quantize/grid.js";

const inputs = Uint8Array.of(0, 0, 0, 0, 255, /**/ 51, 0, 0, 102, 0);
const raw = { inputs, divisor: 255, samples: 2, features: 5 };
const engine = await createEngine();
const buffer = () => engine.arena.take(Uint8Array, 1).buffer;

it("writes dense levels in pairs, the last one 0 for an odd number of features", () => {
  const plan = writeIntegerInputs(engine.arena, raw, gridOf(-1, 1, 4), "dense");
  if (plan.kind !== "dense") throw new Error("expected dense inputs");
  const levels = [...new Int16Array(buffer(), plan.pairs, 12)];
  expect(levels).toEqual([0, 0, 0, 0, 7, 0, /**/ 1, 0, 0, 3, 0, 0]);
});

it("writes only pairs that are not zero, as codes in bytes for up to 8 bits", () => {
  const grid = gridOf(-1, 1, 4);
  const plan = writeIntegerInputs(engine.arena, raw, grid, "sparse");
  if (plan.kind !== "sparse") throw new Error("expected sparse inputs");
  expect([...new Uint32Array(buffer(), plan.starts, 3)]).toEqual([0, 1, 3]);
  const z = grid.zeroPoint;
  const entry = (pair: number, even: number, odd: number) => [even + z, odd + z, pair, 0];
  expect([...new Uint8Array(buffer(), plan.entries, 12)]).toEqual([
    ...entry(2, 7, 0),
    ...entry(0, 1, 0),
    ...entry(1, 0, 3),
  ]);
});

it("writes levels of two bytes for more than 8 bits", () => {
  const plan = writeIntegerInputs(engine.arena, raw, gridOf(-1, 1, 10), "sparse");
  if (plan.kind !== "sparse") throw new Error("expected sparse inputs");
  const entries = [...new Int16Array(buffer(), plan.entries, 12)];
  expect(entries).toEqual([2, 0, 511, 0, /**/ 0, 0, 102, 0, /**/ 1, 0, 0, 205]);
});
