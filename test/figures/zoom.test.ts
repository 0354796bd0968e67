import { describe, expect, it } from "vitest";
import type { Trajectory } from "../../src/figures/trajectory.js";
import { crowdedRegion } from "../../src/figures/zoom.js";

const whole = { x: [0, 12] as [number, number], y: [0, 1] as [number, number] };

const layer = (index: number, places: [number, number][], output = false): Trajectory => ({
  layer: `T${index + 1}`,
  index,
  output,
  estimator: "exact codes",
  points: places.map(([input, label], epoch) => ({
    input,
    label,
    epoch,
    age: epoch,
    position: 0,
    saturated: false,
  })),
});

describe("crowdedRegion", () => {
  it("finds where the hidden layers are, not the output", () => {
    const region = crowdedRegion(
      [
        layer(0, [[12, 1]]),
        layer(1, [[11.5, 0.95]]),
        layer(2, [[11, 0.9]]),
        layer(3, [[2, 0.1]]),
        layer(4, [[2, 0.1]], true),
      ],
      whole,
    )!;
    expect(region.x[0]).toBeGreaterThan(10);
    expect(region.x[0]).toBeLessThan(11);
    expect(region.x[1]).toBeGreaterThan(12);
    expect(region.y[0]).toBeGreaterThan(0.8);
  });

  it("is never empty, even when all points coincide", () => {
    const region = crowdedRegion([layer(0, [[12, 1]]), layer(1, [[12, 1]])], whole)!;
    expect(region.x[1] - region.x[0]).toBeGreaterThan(0.1);
    expect(region.y[1] - region.y[0]).toBeGreaterThan(0.01);
  });

  it("is null with fewer than two hidden layers", () => {
    expect(crowdedRegion([layer(0, [[12, 1]]), layer(1, [[2, 1]], true)], whole)).toBeNull();
    expect(crowdedRegion([], whole)).toBeNull();
  });
});
