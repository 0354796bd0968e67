import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import type { Vectors } from "../../src/estimators/continuous.js";
import { Neighbours } from "../../src/estimators/neighbours.js";
import { samples } from "../support/estimator-samples.js";
import { FIXED } from "../support/shapes.js";

const neighbours = new Neighbours(await createEngine());

/** Greatest difference of rows i and j in units from .. to - 1. */
function distance({ units, values }: Vectors, i: number, j: number, from = 0, to = units): number {
  let greatest = 0;
  for (let u = from; u < to; u++) {
    greatest = Math.max(greatest, Math.abs(values[i * units + u] - values[j * units + u]));
  }
  return greatest;
}

test("distances, counts and extents are those of all pairs, in the order given, cloud after cloud", () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 3 }), (points, length) => {
      const rows = [...points.labels.keys()];
      neighbours.load(points);
      const nearest = neighbours.nearest(length);
      const radii = Float64Array.from(rows, (i) => [-1, 0, nearest[i * length], 1.5][i % 4]);
      const within = neighbours.within(radii);
      const extents = neighbours.extents(radii, 1);
      for (const i of rows) {
        const all = rows.filter((j) => j !== i).map((j) => distance(points, i, j));
        all.sort((a, b) => a - b);
        expect([...nearest.subarray(i * length, (i + 1) * length)]).toEqual(all.slice(0, length));
        const near = rows.filter((j) => distance(points, i, j) <= radii[i]);
        expect(within[i]).toBe(near.length);
        expect([extents[2 * i], extents[2 * i + 1]]).toEqual([
          Math.max(0, ...near.map((j) => distance(points, i, j, 0, 1))),
          Math.max(0, ...near.map((j) => distance(points, i, j, 1))),
        ]);
      }
    }),
    FIXED,
  );
});
