import { beforeEach, expect, test } from "vitest";
import { arcCosineGrams, conditioned, kernelMatrix } from "../../src/bounds/gram.js";
import { innerProducts, mostAlike } from "../../src/bounds/inner-products.js";
import { gateKernel, threeLayerKernel } from "../../src/bounds/kernels/family.js";
import { onSphere } from "../../src/bounds/sphere.js";
import { uniformSphere } from "../../src/bounds/targets.js";
import { makeTask } from "../../src/bounds/task.js";
import { symmetricEigen } from "../../src/numerics/symmetric-eigen.js";
import { createAlgebra } from "../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

test.each([
  7, 33, 45,
])("Gram matrices of %i points are those of the scalar kernels, bit for bit", (n) => {
  const r = innerProducts(algebra, uniformSphere(n, 3, 1));
  const grams = arcCosineGrams(algebra, r);
  expect(kernelMatrix(algebra, r, gateKernel).values).toEqual(grams.gate.values);
  expect(kernelMatrix(algebra, r, threeLayerKernel).values).toEqual(grams.three.values);
  expect(grams.gate.values[0]).toBe(0.5);
});

test("the smallest eigenvalue agrees with the full decomposition to 1e-3", () => {
  for (const n of [1, 2, 30, 80]) {
    const r = innerProducts(algebra, uniformSphere(n, 4, 3));
    const { feature } = arcCosineGrams(algebra, r, ["feature"]);
    const { smallest } = conditioned(algebra, feature, 0, "H");
    const { values } = symmetricEigen(feature.values, n);
    expect(Math.abs(smallest.value / values[0] - 1)).toBeLessThan(1e-3);
    expect(smallest.proven).toBe(true);
  }
});

test("the smallest eigenvalue is not the next one, at which a residual of 1e-3 comes first", () => {
  const sizes = { train: 60, validation: 60, test: 1000 };
  const source = { source: "sphere", target: "linear", dimension: 10, noise: 0 } as const;
  const { data } = makeTask(source, sizes, 4).train;
  const { gate } = arcCosineGrams(algebra, innerProducts(algebra, data), ["gate"]);
  const { smallest } = conditioned(algebra, gate, 0, "K");
  const [least, next] = symmetricEigen(gate.values, 60).values;
  expect(next / least).toBeGreaterThan(1.008);
  expect(Math.abs(smallest.value / least - 1)).toBeLessThan(1e-3);
  expect(smallest.proven).toBe(true);
});

test("duplicates are named, and a ridge removes the error", () => {
  const r = innerProducts(algebra, onSphere([1, 0, 0, 1, 1, 1, 3, 0], 2));
  const { feature } = arcCosineGrams(algebra, r, ["feature"]);
  expect(() => conditioned(algebra, feature, 0, "H", r)).toThrow(
    /H is singular.*rows 0 and 3 have inner product 1: remove one of them, or use a ridge above 0/,
  );
  expect(conditioned(algebra, feature, 0.5, "H", r).smallest.value).toBeGreaterThan(0.49);
  expect(mostAlike(r)).toEqual({ i: 0, j: 3, value: 1 });
});
