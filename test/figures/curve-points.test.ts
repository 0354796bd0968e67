import { describe, expect, it } from "vitest";
import { curvePoints, hasBand } from "../../src/figures/curve-points.js";
import type { DrawnCurve } from "../../src/figures/panels.js";

const epochs = Int32Array.of(0, 5, 10);
const curve = (band: DrawnCurve["band"], count = 4): DrawnCurve => ({
  name: "T1",
  colour: "#000000",
  band,
  factor: 100,
  curve: {
    mean: Float32Array.of(0.5, Number.NaN, 0.25),
    deviation: Float32Array.of(0.25, 0, 0.125),
    count: Int32Array.of(count, 0, count),
  },
});

describe("curvePoints", () => {
  it("leaves out what no repetition has, and has a place for epoch 0", () => {
    const points = curvePoints({ epochs }, curve("none"));
    expect(points.map(({ x, y, index }) => [x, y, index])).toEqual([
      [1, 50, 0],
      [11, 25, 2],
    ]);
  });

  it("has bands of one standard deviation, of 1.96 standard errors, or none", () => {
    const first = (band: DrawnCurve["band"]) => {
      const [{ low, high }] = curvePoints({ epochs }, curve(band));
      return [low, high];
    };
    expect(first("deviation")).toEqual([25, 75]);
    expect(first("confidence")).toEqual([100 * (0.5 - 0.245), 100 * (0.5 + 0.245)]);
    expect(first("none")).toEqual([50, 50]);
  });
});

describe("hasBand", () => {
  it("needs two repetitions", () => {
    expect(hasBand(curve("deviation"))).toBe(true);
    expect(hasBand(curve("deviation", 1))).toBe(false);
    expect(hasBand(curve("none"))).toBe(false);
  });
});
