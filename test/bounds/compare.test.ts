import { beforeEach, expect, test } from "vitest";
import { compareKernels } from "../../src/bounds/compare.js";
import { adaptiveComplexity, optimalGram } from "../../src/bounds/complexity/adaptive.js";
import { SingularError } from "../../src/bounds/errors.js";
import { arcCosineGrams } from "../../src/bounds/gram.js";
import { crossProducts, innerProducts } from "../../src/bounds/inner-products.js";
import { kernelRegression, predictKernel, predictProducts } from "../../src/bounds/predict.js";
import { onSphere, type SphereData } from "../../src/bounds/sphere.js";
import { type TargetName, targetLabels, uniformSphere } from "../../src/bounds/targets.js";
import { studentQuantile } from "../../src/numerics/student.js";
import { symmetricEigen } from "../../src/numerics/symmetric-eigen.js";
import { createAlgebra, sphereProblem } from "../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

test("the products predict what regression with the optimal G does", () => {
  const n = 60;
  const problem = sphereProblem(algebra, { n, d: 3, seed: 3, target: "sign" });
  const { data, feature, gate, y } = problem;
  const ridge = 1e-2;
  const found = adaptiveComplexity(algebra, { gate, feature, y, ridge }, { gap: 1e-9 });
  const fresh = uniformSphere(20, 3, 4);
  const cross = arcCosineGrams(algebra, crossProducts(algebra, fresh, data), ["gate", "feature"]);
  const products = predictProducts(found.products, cross);
  const optimal = optimalGram(found);
  const both = algebra.matrix(
    n,
    n,
    optimal.map((value, at) => value * gate.values[at]),
  );
  const fit = kernelRegression(algebra, both, y, ridge, "K∘G");
  // G(x, x_i) = sum_k g_k(x) g_k(x_i) / total.
  const { b, g } = found.products;
  const total = found.singularValues.reduce((sum, value) => sum + value, 0);
  const kernel = algebra.matrix(20, n);
  const itself = new Float64Array(20);
  for (let x = 0; x < 20; x++) {
    for (let k = 0; k < found.rank; k++) {
      let atX = 0;
      for (let j = 0; j < n; j++) atX += cross.feature.values[x * n + j] * b[k * n + j];
      for (let i = 0; i < n; i++) {
        const value = (atX * g[k * n + i]) / total;
        kernel.values[x * n + i] += value * cross.gate.values[x * n + i];
      }
      // K(x, x) = 1/2.
      itself[x] += (0.5 * atX * atX) / total;
    }
  }
  const wanted = predictKernel(fit, kernel);
  // value^2 is the regression's objective at the products, complexity^2 its least: the difference is at
  // least |f - f*|^2 in the space of K∘G, and |f(x) - f*(x)| <= |f - f*| sqrt((K∘G)(x, x)).
  const excess = found.value ** 2 - fit.complexity ** 2;
  expect(found.gap).toBeLessThan(1e-5);
  expect(excess).toBeLessThanOrEqual(found.value ** 2 - found.lower ** 2);
  const distance = Math.sqrt(excess);
  products.forEach((value, x) => {
    expect(Math.abs(value - wanted[x])).toBeLessThanOrEqual(distance * Math.sqrt(itself[x]));
  });
});

test("without ridge, training labels are interpolated by every kernel", () => {
  const { data, feature, gate, r, y } = sphereProblem(algebra, {
    ...{ n: 30, d: 5, seed: 2, target: "product" },
  });
  const fit = kernelRegression(algebra, feature, y, 0, "H", r);
  const cross = arcCosineGrams(algebra, crossProducts(algebra, data, data), ["gate", "feature"]);
  const found = adaptiveComplexity(algebra, { gate, feature, y, ridge: 0 });
  const adaptive = predictProducts(found.products, cross);
  // An inner product that is 1 up to rounding moves a kernel by sqrt(2^-52)/(2 pi) = 2e-9 per coefficient.
  predictKernel(fit, cross.feature).forEach((value, i) => {
    expect(value).toBeCloseTo(y[i], 6);
    expect(adaptive[i]).toBeCloseTo(y[i], 6);
  });
});

function parts(target: TargetName, d: number) {
  return {
    train: labelled(target, 120, d, 1),
    validation: labelled(target, 100, d, 2),
    test: labelled(target, 300, d, 3),
  };
}

function labelled(target: TargetName, samples: number, d: number, seed: number) {
  const data = uniformSphere(samples, d, seed);
  return { data, y: targetLabels(target, data, { seed }) };
}

/** Labels scaled to a mean square of 1. */
function scaled({ data, y }: { data: SphereData; y: Float64Array }) {
  const size = Math.sqrt(y.reduce((sum, label) => sum + label * label, 0) / y.length);
  return { data, y: y.map((label) => label / size) };
}

/** Half of `rademacher`, as the theory's notes have it: H / K∘H / adaptive at n = 120, d = 10. */
const KNOWN: [TargetName, number, number, number][] = [
  ["linear", 0.4, 0.47, 0.42],
  ["product", 0.94, 0.81, 0.98],
  ["relu-product", 1.27, 0.98, 1.19],
  ["sign", 1.19, 0.89, 1.22],
  ["random", 2.08, 1.47, 2.2],
];

test("Rademacher values on the sphere found before lie where another draw does, given six of ours", () => {
  const seeds = [1, 2, 3, 4, 5, 6];
  // Each of the 15 lies outside of its interval with probability 1e-3.
  const room = studentQuantile(5e-4, seeds.length - 1) * Math.sqrt(1 + 1 / seeds.length);
  for (const [target, h, first, adaptive] of KNOWN) {
    const found = seeds.map((seed) => {
      algebra.engine.arena.reset();
      const part = (samples: number) => scaled(labelled(target, samples, 10, seed));
      const own = { train: part(120), validation: part(2), test: part(2) };
      return compareKernels(algebra, own, { ridges: [0], draws: 8, seed }).contestants;
    });
    for (const [name, wanted] of [
      ["H", h],
      ["K∘H", first],
      ["adaptive family", adaptive],
    ] as const) {
      const values = found.map((all) => all.find((one) => one.name === name)!.rademacher / 2);
      const mean = values.reduce((sum, value) => sum + value, 0) / seeds.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const deviation = Math.sqrt(squares / (seeds.length - 1));
      expect(Math.abs(wanted - mean), `${target}, ${name}`).toBeLessThan(room * deviation);
    }
  }
});

test("a comparison chooses ridges on validation data, and every bound is above the test loss", () => {
  const found = compareKernels(algebra, parts("linear", 4), { draws: 8 });
  expect(found.contestants.map(({ name }) => name)).toEqual([
    ...["H", "K∘F3", "K∘H", "K∘F3 + K∘H", "adaptive family"],
  ]);
  for (const { bound, losses } of found.contestants) {
    expect(bound.value).toBeGreaterThan(losses.test.loss);
    expect(losses.test.loss).toBeLessThan(bound.trivialLoss);
  }
  // The last is the family: 2 R_op N/n, N the sum of the norms of its products.
  const { rademacher } = found.contestants[4];
  const nuclear = found.adaptive.singularValues.reduce((sum, value) => sum + value, 0);
  expect(rademacher).toBeCloseTo((2 * found.operatorNorm.mean * nuclear) / 120, 12);
  expect(found.best!.gain).toBeGreaterThanOrEqual(1 - found.adaptive.gap);
  expect(found.arora?.terms.complexity).toBeGreaterThan(0);
});

test("a singular H leaves the other contestants, and an error that is not about it goes through", () => {
  const own = parts("linear", 4);
  own.train.data = onSphere(
    [...own.train.data.points.slice(0, 119 * 4), 0, 1, 0, 0, 0, 2, 0, 0],
    4,
  );
  own.train.y = Float64Array.of(...own.train.y, 1);
  const found = compareKernels(algebra, own, { ridges: [1e-2], draws: 8 });
  expect(found.contestants.map(({ smallest }) => smallest.value)).toEqual([0, 0, 0, 0, 0]);
  expect([found.arora, found.members, found.best]).toEqual([undefined, [], undefined]);
  expect(() => compareKernels(algebra, own, { ridges: [0], draws: 8 })).toThrow(SingularError);
});

test("each contestant has the smallest eigenvalue of its Gram matrix, to 1e-3", () => {
  const own = parts("product", 5);
  const { adaptive, contestants } = compareKernels(algebra, own, { ridges: [1e-2], draws: 8 });
  const { feature, first, gate, second } = arcCosineGrams(
    algebra,
    innerProducts(algebra, own.train.data),
  );
  const n = gate.rows;
  const grams = [
    feature.values,
    second.values,
    first.values,
    second.values.map((value, at) => value + first.values[at]),
    optimalGram(adaptive).map((value, at) => value * gate.values[at]),
  ];
  contestants.forEach(({ smallest }, place) => {
    const truth = symmetricEigen(grams[place], n).values[0];
    expect(Math.abs(smallest.value / truth - 1)).toBeLessThan(1e-3);
    expect(smallest.proven).toBe(true);
  });
});
