import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

test("gates equals its twin on random shapes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), lanes, seed, (quads, width, start) => {
      memory.reset();
      const units = 4 * quads;
      const u = memory.f32("u", new Values(start).floats(units * width));
      const alongLanes = memory.output("alongLanes", (units * width) / 4);
      const alongUnits = memory.output("alongUnits", (units * width) / 4);
      memory.compare("gates", u, alongLanes, alongUnits, units, width);
    }),
    FIXED,
  );
});

test("the gate of a zero of either sign is closed", () => {
  const rows = [[1e-40, 0, -0, -1], [5], [-5], [2]].map((row) => [
    ...row,
    ...new Array(16 - row.length).fill(-1),
  ]);
  const u = memory.f32("u", rows.flat());
  const alongLanes = memory.output("alongLanes", 16);
  const alongUnits = memory.output("alongUnits", 16);
  const { u8 } = memory.compare("gates", u, alongLanes, alongUnits, 4, 16);
  expect([0, 4, 8, 12].map((unit) => u8[alongLanes + unit])).toEqual([1, 1, 0, 1]);
  expect(Array.from(u8.subarray(alongUnits, alongUnits + 4))).toEqual([0b1011, 0, 0, 0]);
});
