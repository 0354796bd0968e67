import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

/** Rows of codes below `levels`, padded with rubbish, and picks of them in any order. */
function drawRows(values: Values, n: number, units: number, levels: number) {
  const width = levels > 256 || values.below(2) === 1 ? 2 : 1;
  const stride = width * (units + values.below(3));
  const all = 1 + values.below(2 * n);
  const codes = Array.from({ length: (all * stride) / width }, () => values.below(levels));
  const bytes = codes.flatMap((code) => (width === 1 ? [code] : [code & 255, code >> 8]));
  const picks = Array.from({ length: n }, () => values.below(all));
  return { rows: memory.u8("rows", bytes), stride, width, picks: memory.u32("picks", picks) };
}

const levelsOf = (values: Values) => [1, 2, 30, 256, 257, 1000][values.below(6)];

test("countCodes equals its twin", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), few, seed, (n, units, start) => {
      memory.reset();
      const values = new Values(start);
      const levels = levelsOf(values);
      const { picks, rows, stride, width } = drawRows(values, n, units, levels);
      const counts = memory.u32("counts", values.integers(n, 1000));
      const out = memory.u32("out", values.integers(units * levels, 10));
      memory.compare("countCodes", rows, stride, width, picks, n, units, counts, levels, out);
    }),
    FIXED,
  );
});

test("spreadLabels and packLabels equal their twins, with labels of all units and of each", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), few, seed, (n, units, start) => {
      memory.reset();
      const values = new Values(start);
      const levels = levelsOf(values);
      const { picks, rows, stride, width } = drawRows(values, n, units, levels);
      const tables = values.below(2) === 0 ? 1 : units;
      const table = memory.output("table", 32 * units * levels);
      const size = [4, 8][values.below(2)];
      for (let lane = 0; lane < 32 / size; lane++) {
        const bits = 1 + values.below(16);
        const each = Math.floor((8 * size) / bits);
        const labels = Uint16Array.from({ length: tables * levels }, () => values.below(2 ** bits));
        const at = memory.u8(`labels ${lane}`, new Uint8Array(labels.buffer));
        const from = values.below(units + 1) - values.below(3);
        const step = tables === 1 ? 0 : 2 * levels;
        memory.compare(
          ...(["spreadLabels", at, step, units, levels] as const),
          ...([from, from + each, bits, table, size, lane] as const),
        );
      }
      for (const lanes of [2, 4]) {
        const what = [rows, stride, width, picks, n, units, levels, table, lanes] as const;
        memory.compare("packLabels", ...what, memory.output(`${lanes} keys`, 8 * lanes * n));
      }
    }),
    FIXED,
  );
});

test("packed words differ wherever labels do", () => {
  const rows = memory.u8("rows", [0, 1, 2, 2, 1, 0, 0, 1, 1]);
  const picks = memory.u32("picks", [2, 1, 0]);
  const labels = memory.u8("labels", new Uint8Array(Uint16Array.of(0, 1, 31).buffer));
  const table = memory.output("table", 32 * 3 * 3);
  const out = memory.output("out", 32 * 3);
  for (let lane = 0; lane < 4; lane++) {
    memory.kernels.spreadLabels(labels, 0, 3, 3, 0, 12, 5, table, 8, lane);
  }
  memory.kernels.packLabels(rows, 3, 1, picks, 3, 3, 3, table, 4, out);
  const { u32 } = memory.view();
  for (let lane = 0; lane < 4; lane++) {
    const words = [0, 1, 2].map((s) => u32[out / 4 + 2 * (3 * lane + s)]);
    expect(words).toEqual([(1 << 10) | (1 << 5), (1 << 5) | 31, (31 << 10) | (1 << 5)]);
  }
});
