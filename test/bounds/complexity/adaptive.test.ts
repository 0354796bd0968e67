import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { adaptiveComplexity, optimalGram } from "../../../src/bounds/complexity/adaptive.js";
import {
  memberComplexity,
  memberCost,
  namedMembers,
} from "../../../src/bounds/complexity/members.js";
import { arcCosineGrams } from "../../../src/bounds/gram.js";
import { innerProducts } from "../../../src/bounds/inner-products.js";
import { onSphere } from "../../../src/bounds/sphere.js";
import { TARGETS, type TargetName } from "../../../src/bounds/targets.js";
import { slowComplexity, slowSigma } from "../../support/slow-complexity.js";
import { createAlgebra, sphereProblem } from "../../support/sphere-problem.js";
import { Values } from "../../support/values.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

const NAMES = Object.keys(TARGETS) as TargetName[];

test.each([
  [120, 0],
  [120, 1e-2],
  [200, 0],
])("n = %d, ridge %d: every target is certified to 1 %", (n, ridge) => {
  for (const target of NAMES) {
    algebra.engine.arena.reset();
    const { feature, gate, y } = sphereProblem(algebra, { n, d: 10, seed: 1, target });
    const found = adaptiveComplexity(algebra, { gate, feature, y, ridge });
    expect(found.converged, target).toBe(true);
    expect(found.gap, target).toBeLessThan(0.01);
    expect(found.lower, target).toBeLessThanOrEqual(found.value);
  }
});

test.each([0, 1e-3])("in few dimensions, where one product is not enough, ridge %d", (ridge) => {
  const ranks = (["sign", "cubic", "random"] as const).map((target) => {
    algebra.engine.arena.reset();
    const { feature, gate, y } = sphereProblem(algebra, { n: 60, d: 3, seed: 2, target });
    const found = adaptiveComplexity(algebra, { gate, feature, y, ridge }, { gap: 1e-3 });
    expect(found.converged, target).toBe(true);
    return found.rank;
  });
  expect(Math.max(...ranks)).toBeGreaterThan(1);
});

const tiny = fc.record({
  n: fc.integer({ min: 2, max: 5 }),
  d: fc.integer({ min: 4, max: 5 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  ridge: fc.constantFrom(0, 1e-3, 0.1),
  target: fc.constantFrom(...NAMES),
});

test("tiny problems agree with a slow descent over all G, which never gets below the certificate", () => {
  fc.assert(
    fc.property(tiny, ({ ridge, ...spec }) => {
      algebra.engine.arena.reset();
      const { feature, gate, y } = sphereProblem(algebra, spec);
      const labels = [...y];
      if (labels.every((label) => label === 0)) return;
      const found = adaptiveComplexity(algebra, { gate, feature, y, ridge }, { gap: 1e-4 });
      const slow = slowComplexity(gate.values, feature.values, labels, ridge, 600);
      expect(found.converged).toBe(true);
      expect(slow).toBeGreaterThanOrEqual(found.lower * (1 - 1e-12));
      expect(found.value).toBeLessThanOrEqual(slow * (1 + 2e-4));
    }),
    { seed: 3, numRuns: 20 },
  );
});

test("no multiplier gives a bound above the value", () => {
  fc.assert(
    fc.property(tiny, fc.integer(), ({ ridge, ...spec }, start) => {
      algebra.engine.arena.reset();
      const { feature, gate, y } = sphereProblem(algebra, spec);
      const { value } = adaptiveComplexity(algebra, { gate, feature, y, ridge });
      const values = new Values(start);
      for (let trial = 0; trial < 20; trial++) {
        const u = Array.from(
          y,
          (label) => label * values.uniform(0, 1) + values.uniform(-0.3, 0.3),
        );
        const sigma = slowSigma(gate.values, feature.values, u);
        const along = u.reduce((sum, v, i) => sum + v * y[i], 0);
        const square = u.reduce((sum, v) => sum + v * v, 0);
        const bound = along / Math.sqrt(ridge * square + sigma * sigma);
        expect(bound).toBeLessThanOrEqual(value * (1 + 1e-9) + 1e-12);
      }
    }),
    { seed: 4, numRuns: 20 },
  );
});

test("every fixed member of the family costs at most 1 and is no less complex than the bound", () => {
  for (const target of NAMES) {
    for (const ridge of [0, 1e-2]) {
      algebra.engine.arena.reset();
      const { feature, gate, relu, y } = sphereProblem(algebra, { n: 40, d: 6, seed: 5, target });
      const { gap, lower, value } = adaptiveComplexity(algebra, { gate, feature, y, ridge });
      for (const member of namedMembers(algebra, { feature, relu, y })) {
        expect(memberCost(algebra, feature, member.gram)).toBeLessThan(1 + 1e-9);
        const complexity = memberComplexity(algebra, { gate, y, ridge }, member);
        expect(complexity, `${target}, ${member.name}`).toBeGreaterThanOrEqual(lower);
        expect(complexity).toBeGreaterThanOrEqual(value * (1 - gap));
      }
    }
  }
});

test("the value lies between that of K∘H and sqrt(n) times it", () => {
  for (const target of NAMES) {
    algebra.engine.arena.reset();
    const { feature, first, gate, y } = sphereProblem(algebra, { n: 50, d: 8, seed: 6, target });
    const found = adaptiveComplexity(algebra, { gate, feature, y, ridge: 0 });
    const ones = algebra.matrix(50, 50, new Float64Array(2500).fill(1));
    const fixed = memberComplexity(algebra, { gate: ones, y, ridge: 0 }, { name: "", gram: first });
    expect(found.value).toBeGreaterThanOrEqual(fixed * (1 - 1e-9));
    expect(found.lower).toBeLessThanOrEqual(Math.sqrt(50) * fixed * (1 + 1e-9));
  }
});

test("the optimal G costs 1 and has the value that was found", () => {
  for (const [d, ridge] of [
    [3, 1e-3],
    [8, 1e-2],
  ] as const) {
    algebra.engine.arena.reset();
    const problem = sphereProblem(algebra, { n: 40, d, seed: 7, target: "sign" });
    const { feature, gate, y } = problem;
    const found = adaptiveComplexity(algebra, { gate, feature, y, ridge }, { gap: 1e-6 });
    const gram = algebra.matrix(40, 40, optimalGram(found));
    expect(Math.abs(memberCost(algebra, feature, gram) - 1)).toBeLessThan(1e-8);
    const complexity = memberComplexity(algebra, { gate, y, ridge }, { name: "optimal", gram });
    // (K∘G + ridge)^-1 is the best use of G, so never above what the products reach.
    expect(complexity).toBeLessThanOrEqual(found.value * (1 + 1e-9));
    expect(complexity).toBeGreaterThanOrEqual(found.lower * (1 - 1e-9));
  }
});

test("a rotation of the data and the sign of the labels change nothing", () => {
  const spec = { n: 60, d: 4, seed: 8, target: "staircase" } as const;
  const { data, feature, gate, y } = sphereProblem(algebra, spec);
  const { lower, value } = adaptiveComplexity(
    algebra,
    { gate, feature, y, ridge: 0 },
    { gap: 1e-5 },
  );
  const turned = data.points.slice();
  for (let i = 0; i < 60; i++) {
    const [a, b] = [turned[4 * i], turned[4 * i + 2]];
    turned[4 * i] = 0.6 * a - 0.8 * b;
    turned[4 * i + 2] = 0.8 * a + 0.6 * b;
  }
  const r = innerProducts(algebra, onSphere(turned, 4));
  const grams = arcCosineGrams(algebra, r, ["gate", "feature"]);
  const other = adaptiveComplexity(
    algebra,
    { ...grams, y: y.map((label) => -label), ridge: 0 },
    { gap: 1e-5 },
  );
  expect(Math.abs(other.value / value - 1)).toBeLessThan(2e-5);
  expect(other.lower).toBeLessThanOrEqual(value);
  expect(lower).toBeLessThanOrEqual(other.value);
});

test("values grow with the labels, and fall with the ridge", () => {
  const { feature, gate, y } = sphereProblem(algebra, { n: 40, d: 5, seed: 9, target: "product" });
  const of = (labels: Float64Array, ridge: number) =>
    adaptiveComplexity(algebra, { gate, feature, y: labels, ridge }, { gap: 1e-5 });
  const once = of(y, 0);
  const thrice = of(
    y.map((label) => 3 * label),
    0,
  );
  expect(Math.abs(thrice.value / once.value / 3 - 1)).toBeLessThan(2e-5);
  let last = once;
  for (const ridge of [1e-6, 1e-4, 1e-2, 1]) {
    const next = of(y, ridge);
    expect(next.lower).toBeLessThanOrEqual(last.value);
    last = next;
  }
});

test("one point: N = |y|/sqrt(K H) = 2 |y|, or |y|/sqrt(1/4 + ridge)", () => {
  const r = innerProducts(algebra, onSphere([1, 0], 2));
  const { feature, gate } = arcCosineGrams(algebra, r, ["gate", "feature"]);
  for (const [ridge, wanted] of [
    [0, 6],
    [0.75, 3],
  ]) {
    const found = adaptiveComplexity(algebra, { gate, feature, y: [-3], ridge }, { gap: 1e-9 });
    expect(Math.abs(found.value - wanted)).toBeLessThan(1e-8);
    expect(Math.abs(found.lower - wanted)).toBeLessThan(1e-6);
    expect(found.rank).toBe(1);
  }
});

test("constant labels and duplicates with a ridge have certified answers", () => {
  const points = onSphere([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], 3);
  const r = innerProducts(algebra, points);
  const { feature, gate } = arcCosineGrams(algebra, r, ["gate", "feature"]);
  for (const y of [
    [1, 1, 1, 1],
    [1, -1, 1, 1],
  ]) {
    const found = adaptiveComplexity(algebra, { gate, feature, y, ridge: 0.1 }, { gap: 1e-4 });
    expect(found.converged).toBe(true);
  }
});

test("duplicates with different labels cannot be interpolated, and the result says so", () => {
  const r = innerProducts(algebra, onSphere([1, 0, 1, 0, 0, 1], 2));
  const { feature, gate } = arcCosineGrams(algebra, r, ["gate", "feature"]);
  const found = adaptiveComplexity(algebra, { gate, feature, y: [1, -1, 1], ridge: 0 });
  expect(found.converged).toBe(false);
});

test("labels of zero need no function", () => {
  const { feature, gate } = sphereProblem(algebra, { n: 3, d: 3, seed: 1, target: "linear" });
  const found = adaptiveComplexity(algebra, { gate, feature, y: [0, 0, 0], ridge: 0 });
  expect([found.value, found.lower, found.converged, found.rank]).toEqual([0, 0, true, 0]);
});

test("too few iterations are reported, with a bound that still holds", () => {
  const { feature, gate, y } = sphereProblem(algebra, { n: 60, d: 3, seed: 2, target: "sign" });
  const family = { gate, feature, y, ridge: 0 };
  const hasty = adaptiveComplexity(algebra, family, { gap: 1e-3, mostIterations: 2 });
  const patient = adaptiveComplexity(algebra, family, { gap: 1e-3 });
  expect(hasty.converged).toBe(false);
  expect(hasty.gap).toBeGreaterThan(1e-3);
  expect(hasty.lower).toBeLessThanOrEqual(patient.value);
  expect(hasty.value).toBeGreaterThanOrEqual(patient.lower);
});

test("a frozen part lowers the complexity, with a certificate", () => {
  const problem = sphereProblem(algebra, { n: 60, d: 6, seed: 4, target: "product" });
  const { feature, gate, second, y } = problem;
  const bare = adaptiveComplexity(algebra, { gate, feature, y, ridge: 1e-3 }, { gap: 1e-3 });
  const family = { gate, feature, frozen: second, y, ridge: 1e-3 };
  const both = adaptiveComplexity(algebra, family, { gap: 1e-3 });
  expect(both.converged).toBe(true);
  expect(both.value).toBeLessThan(bare.lower);
  const zero = algebra.matrix(60, 60);
  const alone = memberComplexity(algebra, family, { name: "none", gram: zero });
  expect(both.lower).toBeLessThanOrEqual(alone);
});

test("bad shapes, labels and ridges are named", () => {
  const { feature, gate } = sphereProblem(algebra, { n: 3, d: 3, seed: 1, target: "linear" });
  const family = { gate, feature, y: [1, 1, 1], ridge: 0 };
  expect(() => adaptiveComplexity(algebra, { ...family, y: [1] })).toThrow(
    "labels 1; expected one n",
  );
  expect(() => adaptiveComplexity(algebra, { ...family, y: [1, Number.NaN, 0] })).toThrow(
    "label 1 is NaN",
  );
  expect(() => adaptiveComplexity(algebra, { ...family, ridge: -1 })).toThrow("ridge: -1");
});
