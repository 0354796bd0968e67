import { expect, test } from "vitest";
import { TARGETS, type TargetName, targetLabels, uniformSphere } from "../../src/bounds/targets.js";

test("points are uniform: means 0 and covariances I/d within five standard errors", () => {
  const [n, d] = [20_000, 3];
  const { points } = uniformSphere(n, d, 1);
  for (let a = 0; a < d; a++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += points[i * d + a] / n;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n * d));
    for (let b = 0; b <= a; b++) {
      let moment = 0;
      for (let i = 0; i < n; i++) moment += (points[i * d + a] * points[i * d + b]) / n;
      expect(Math.abs(moment - (a === b ? 1 / d : 0))).toBeLessThan(5 / Math.sqrt(n * d));
    }
  }
});

test("labels are the formulas, in coordinates of variance 1", () => {
  const data = uniformSphere(5, 4, 2);
  const t = (i: number, j: number) => 2 * data.points[4 * i + j];
  const product = targetLabels("product", data);
  const stair = targetLabels("staircase", data);
  for (let i = 0; i < 5; i++) {
    expect(product[i]).toBeCloseTo(t(i, 0) * t(i, 1), 14);
    expect(stair[i]).toBeCloseTo(t(i, 0) * (1 + t(i, 1) * (1 + t(i, 2))), 14);
  }
});

test("random labels are signs of the seed, noise has the deviation asked for", () => {
  const data = uniformSphere(4000, 4, 2);
  const random = targetLabels("random", data, { seed: 5 });
  expect(random).toEqual(targetLabels("random", data, { seed: 5 }));
  expect(random).not.toEqual(targetLabels("random", data, { seed: 6 }));
  expect(Math.abs(random.reduce((sum, y) => sum + y, 0))).toBeLessThan(5 * Math.sqrt(4000));
  const clean = targetLabels("linear", data);
  const noisy = targetLabels("linear", data, { noise: 0.5 });
  const square = noisy.reduce((sum, y, i) => sum + (y - clean[i]) ** 2, 0) / 4000;
  expect(Math.abs(square / 0.25 - 1)).toBeLessThan(5 * Math.sqrt(2 / 4000));
});

test("too few features are an error", () => {
  const data = uniformSphere(3, 2, 1);
  expect(() => targetLabels("cubic", data)).toThrow("cubic reads 3 features, the data have 2");
  for (const name of Object.keys(TARGETS) as TargetName[]) {
    expect(targetLabels(name, uniformSphere(2, 4, 1)).every(Number.isFinite)).toBe(true);
  }
});
