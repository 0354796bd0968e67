import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine/engine.js";
import { TanhTable } from "../../../src/network/integer/tanh-table.js";
import { gridOf } from "../../../src/quantize/grid.js";

const engine = await createEngine();

/** Level of the table at x, without a grid's clamp in the way. */
function lookUp({ entries, step }: TanhTable, x: number): number {
  const place = Math.floor(x / step + 0.5);
  return entries[Math.min(entries.length - 1, Math.max(0, place + entries.length / 2))];
}

describe("the table of tanh", () => {
  it("is within 0.625 levels (0.622 measured) of tanh at 8 bits on [-1, 1], and mostly the rounded one", () => {
    const grid = gridOf(-1, 1, 8);
    const table = new TanhTable(engine, 8);
    table.fix(grid);
    let worst = 0;
    let different = 0;
    let seen = 0;
    for (let x = -3; x <= 3; x += 1e-5) {
      const exact = Math.tanh(x) / grid.scale;
      const level = lookUp(table, x);
      worst = Math.max(worst, Math.abs(level - exact));
      seen++;
      if (level !== Math.floor(exact + 0.5)) different++;
    }
    expect(table.entries).toHaveLength(8192);
    expect(worst).toBeLessThanOrEqual(0.5 + 0.125 + 1e-3);
    expect(different / seen).toBeLessThan(0.025);
  });

  it.each([
    [1, 1024],
    [5, 1024],
    [8, 8192],
    [11, 65536],
    [15, 65536],
  ])("of %i bits has %i places", (bits, places) => {
    expect(new TanhTable(engine, bits).entries).toHaveLength(places);
  });

  it("is filled anew for another grid", () => {
    const table = new TanhTable(engine, 8);
    table.fix(gridOf(-1, 1, 8));
    const first = table.entries.slice();
    table.fix(gridOf(-0.5, 0.25, 8));
    expect(table.entries).not.toEqual(first);
    table.fix(gridOf(-1, 1, 8));
    expect(table.entries).toEqual(first);
  });

  it("has no limit, not even at the table's ends, where the grid clips nothing", () => {
    const table = new TanhTable(engine, 8);
    table.fix(gridOf(-1, 1, 8));
    expect(table.within).toEqual([-(2 ** 31), 2 ** 31 - 1]);
    table.fix(gridOf(-1, 0.5, 8));
    expect(table.within[0]).toBe(-(2 ** 31));
    expect(table.within[1]).toBeLessThan(table.entries.length / 2);
    table.fix(gridOf(-0.5, 1, 8));
    expect(table.within[0]).toBeGreaterThan(-table.entries.length / 2);
    expect(table.within[1]).toBe(2 ** 31 - 1);
  });

  it("knows between which places the grid does not clip", () => {
    const grid = gridOf(-0.5, 0.25, 8);
    const table = new TanhTable(engine, 8);
    table.fix(grid);
    const [least, most] = table.within;
    const levelAt = (place: number) => Math.tanh(place * table.step) / grid.scale;
    expect(levelAt(least)).toBeGreaterThanOrEqual(grid.lowest - 0.5);
    expect(levelAt(least - 1)).toBeLessThan(grid.lowest - 0.5);
    expect(levelAt(most)).toBeLessThanOrEqual(grid.highest + 0.5);
    expect(levelAt(most + 1)).toBeGreaterThan(grid.highest + 0.5);
  });
});
