import { expect, test } from "vitest";
import {
  aroraBound,
  oneVsRestBound,
  oneVsRestLabels,
  rademacherBound,
} from "../../src/bounds/bound.js";

const sample = { n: 10_000, empiricalLoss: 0.1, trivialLoss: 0.9, delta: 0.05 };

test("the terms are those of the formula, with the norm rounded up to the next power", () => {
  const { terms, value } = rademacherBound("A", sample, { norm: 7.9, unit: 50 });
  // 7.9 -> 8 = 2^(12/4): j = 12.
  expect(terms.complexity).toBeCloseTo((2 * 8 * 50) / 10_000, 12);
  const share = 0.05 * (2 / 3 / (13 * 14));
  expect(terms.confidence).toBeCloseTo(3 * Math.sqrt(Math.log(2 / share) / 20_000), 12);
  expect(value).toBe(terms.empirical + terms.complexity + terms.confidence);
});

test("shares of delta over all powers sum to at most delta", () => {
  let sum = 0;
  for (let j = -2000; j <= 2000; j++) sum += 2 / 3 / ((Math.abs(j) + 1) * (Math.abs(j) + 2));
  expect(sum).toBeLessThanOrEqual(1);
});

test("rounding never lowers the norm, small or large, nor raises it by more than 2^(1/4)", () => {
  for (let norm = 1e-3; norm < 1e5; norm *= 1.07) {
    const { terms } = rademacherBound("A", { ...sample, n: 2 }, { norm, unit: 1 });
    expect(terms.complexity).toBeGreaterThanOrEqual(norm);
    expect(terms.complexity).toBeLessThanOrEqual(norm * 2 ** 0.25 * (1 + 1e-12));
  }
});

test("a bound is vacuous from the trivial loss on", () => {
  const of = (trivialLoss: number) =>
    rademacherBound("A", { ...sample, trivialLoss }, { norm: 1, unit: 1 });
  const { value } = of(0.9);
  expect([of(value + 1e-9).vacuous, of(value).vacuous]).toEqual([false, true]);
});

test("the two-layer bound leads with sqrt(2 y'H^-1 y/n) and says that its constant is open", () => {
  const bound = aroraBound(sample, { complexity: 30, smallest: { value: 0.1, proven: true } });
  expect(bound.terms.complexity).toBeCloseTo(Math.sqrt((2 * 900) / 10_000), 12);
  expect(bound.assumptions.join()).toContain("constant");
  expect(bound.assumptions.join()).not.toContain("not proven");
  const unsure = aroraBound(sample, { complexity: 30, smallest: { value: 0.1, proven: false } });
  expect(unsure.assumptions.join()).toContain("about 0.100, which is not proven");
});

test("classes add up, with their deltas", () => {
  const one = rademacherBound("A", { ...sample, delta: 0.01 }, { norm: 1, unit: 1 });
  const all = oneVsRestBound([one, one, one]);
  expect(all.value).toBeCloseTo(3 * one.value, 12);
  expect(all.delta).toBeCloseTo(0.03, 12);
  expect([...oneVsRestLabels([0, 2, 1, 2], 2)]).toEqual([-1, 1, -1, 1]);
});
