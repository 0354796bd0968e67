import { expect, it } from "vitest";
import { networkBound } from "../../../src/bounds/three-layer/network-bound.js";

const norms = {
  ...{ mean: 1.9, standardError: 0.1, upper: 2, method: "student" as const },
  ...{ delta: 0.005, draws: 20 },
};
const sample = { n: 100, empiricalLoss: 0.1, trivialLoss: 0.9, delta: 0.05 };
const own = { bound1: 2, bound2: 3, rounds: 9, frozenTrace: 25, flipped: 0.123 };

it("adds what the learned and the frozen features allow", () => {
  const { terms, value } = networkBound(sample, own, norms);
  // 2 * 3 * (2 * 2 + 5) / 100.
  expect(terms.complexity).toBeCloseTo(0.54, 14);
  expect(terms.confidence).toBeCloseTo(3 * Math.sqrt(Math.log((2 * 9) / 0.045) / 200), 12);
  expect(value).toBeCloseTo(0.1 + terms.complexity + terms.confidence, 14);
});

it("says that it is none for the finite network, and how many gates have flipped", () => {
  const { assumptions, vacuous } = networkBound(sample, own, norms);
  expect(vacuous).toBe(true);
  expect(assumptions.join("\n")).toMatch(/infinite width.*no bound for the finite one, 12\.3 %/);
});
