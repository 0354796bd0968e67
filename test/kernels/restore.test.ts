import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** A few rows of random bytes, and for each lane one of them. */
function draw(start: number, units: number, width: number, lanes: number) {
  memory.reset();
  const values = new Values(start);
  const stride = Math.ceil((units * width) / 8) * 8;
  const states = 1 + values.below(20);
  const rows = memory.u8("rows", values.integers(states * stride, 256));
  const picks = memory.u32("picks", values.integers(lanes, states));
  return { values, stride, rows, picks };
}

test("restoreValues, restoreLevels and restoreFloats equal their twins bit for bit", () => {
  fc.assert(
    fc.property(few, lanes, fc.constantFrom(1, 2), seed, (units, lanes, width, start) => {
      const { picks, rows, stride, values } = draw(start, units, width, lanes);
      const lowest = -values.below(300);
      const out = memory.output("out", 4 * units * lanes);
      const shape = [picks, out, units, lanes] as const;
      memory.compare("restoreValues", rows, stride, width, ...shape, 0.037, lowest);
      memory.compare("restoreLevels", rows, stride, width, ...shape, lowest);
      const floats = draw(start, units, 4, lanes);
      const target = memory.output("out", 4 * units * lanes);
      const place = [floats.picks, target, units, lanes] as const;
      memory.compare("restoreFloats", floats.rows, floats.stride, ...place);
    }),
    FIXED,
  );
});

test("what encode8 wrote comes back as fakeQuantise would have it", () => {
  const units = 3;
  const lanes = 16;
  const x = memory.f32("x", new Values(3).floats(units * lanes, { spread: 4 }));
  const grid = [Math.fround(1 / 0.03), -90, 165] as const;
  const wanted = memory.output("wanted", 4 * units * lanes);
  memory.kernels.fakeQuantise(x, wanted, units * lanes, 0.03, ...grid);
  const rows = memory.output("rows", 8 * lanes);
  memory.kernels.encode8(x, rows, units, lanes, lanes, 8, ...grid);
  const order = Array.from({ length: lanes }, (_, lane) => (5 * lane) % lanes);
  const picks = memory.u32("picks", order);
  const out = memory.output("out", 4 * units * lanes);
  memory.kernels.restoreValues(rows, 8, 1, picks, out, units, lanes, 0.03, -90);
  const { f32 } = memory.view();
  for (let unit = 0; unit < units; unit++) {
    order.forEach((from, lane) => {
      // A level of 0 may have come from below: -0 is 0 to what follows.
      expect(f32[out / 4 + unit * lanes + lane]).toBe(f32[wanted / 4 + unit * lanes + from] + 0);
    });
  }
});
