import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classDistances } from "../../src/experiment/distances.js";

/** Root mean square over all pairs, one by one. */
function bruteForce(points: number[][], labels: number[]) {
  const sums = { within: 0, between: 0 };
  const pairs = { within: 0, between: 0 };
  points.forEach((a, i) => {
    points.forEach((b, j) => {
      if (i === j) return;
      const kind = labels[i] === labels[j] ? "within" : "between";
      sums[kind] += a.reduce((sum, x, u) => sum + (x - b[u]) ** 2, 0);
      pairs[kind]++;
    });
  });
  const rms = (kind: "within" | "between") => Math.sqrt(sums[kind] / pairs[kind]);
  return { within: rms("within"), between: rms("between") };
}

describe("classDistances", () => {
  it("measures a square whose sides are classes", () => {
    const values = Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    const { between, within } = classDistances(values, 2, [0, 0, 1, 1], 2);
    expect(within).toBe(1);
    expect(between).toBeCloseTo(Math.sqrt(1.5), 15);
  });

  it("agrees with all pairs taken one by one", () => {
    const coordinate = fc.integer({ min: -1000, max: 1000 }).map((x) => Math.fround(x / 64));
    const point = fc.tuple(fc.array(coordinate, { minLength: 3, maxLength: 3 }), fc.nat(2));
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 25 }), (inputs) => {
        const labels = inputs.map(([, label]) => label);
        const points = inputs.map(([values]) => values);
        const found = classDistances(Float32Array.from(points.flat()), 3, labels, 3);
        const expected = bruteForce(points, labels);
        for (const kind of ["within", "between"] as const) {
          if (Number.isNaN(expected[kind])) expect(found[kind]).toBeNaN();
          // Sums of at most 25 * 24 squares below 3000, in steps of 2^-12: exact but for the mean.
          else expect(Math.abs(found[kind] - expected[kind])).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it("keeps its digits far from the origin", () => {
    const values = Float32Array.from([2 ** 20, 2 ** 20 + 1, 2 ** 20 + 2, 2 ** 20 + 3]);
    const { between, within } = classDistances(values, 1, [0, 0, 1, 1], 2);
    expect(within).toBe(1);
    expect(between).toBe(Math.sqrt((4 + 9 + 1 + 4) / 4));
  });

  it("has no distance where there are no pairs", () => {
    expect(classDistances(Float32Array.of(1, 2), 1, [0, 0], 2).between).toBeNaN();
    expect(classDistances(Float32Array.of(1, 2), 1, [0, 1], 2).within).toBeNaN();
  });
});
