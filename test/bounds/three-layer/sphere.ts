import type { TargetedPoints } from "../../../src/bounds/three-layer/data.js";
import { Values } from "../../support/values.js";

/** Points spread over the unit sphere (f32), with targets by `target`, by default the sign of x1 x2. */
export function spherePoints(
  samples: number,
  dimension: number,
  seed: number,
  target: (x: number[]) => number = ([x1, x2]) => (x1 * x2 > 0 ? 1 : -1),
): TargetedPoints {
  const values = new Values(seed);
  const rows = Array.from({ length: samples }, () => {
    const x = Array.from({ length: dimension }, () => {
      const radius = Math.sqrt(-2 * Math.log(values.uniform(1e-9, 1)));
      return radius * Math.cos(2 * Math.PI * values.uniform(0, 1));
    });
    const norm = Math.hypot(...x);
    return x.map((value) => value / norm);
  });
  return {
    samples,
    dimension,
    inputs: Float32Array.from(rows.flat()),
    targets: Float32Array.from(rows, target),
  };
}
