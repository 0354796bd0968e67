import { beforeEach, expect, test } from "vitest";
import { provenSigma, topSingular } from "../../src/bounds/complexity/certificate.js";
import { operatorNorm } from "../../src/bounds/operator-norm.js";
import { slowSigma } from "../support/slow-complexity.js";
import { createAlgebra, sphereProblem } from "../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

test("singular values agree with a full decomposition, and the proved one is above by 1e-6 at most", () => {
  for (const n of [1, 2, 20]) {
    const { feature, gate, y } = sphereProblem(algebra, { n, d: 5, seed: n, target: "linear" });
    const truth = slowSigma(gate.values, feature.values, [...y]);
    const { sigma } = topSingular(algebra, gate, feature, y, new Float64Array(n).fill(1));
    expect(Math.abs(sigma / truth - 1)).toBeLessThan(1e-9);
    const proven = provenSigma(algebra, gate, feature, y, sigma) as number;
    expect(proven).toBeGreaterThanOrEqual(truth * (1 - 1e-13));
    expect(proven / truth - 1).toBeLessThan(1e-6);
  }
});

test("an estimate that is too low by more than 2 % proves nothing", () => {
  const { feature, gate, y } = sphereProblem(algebra, { n: 20, d: 5, seed: 1, target: "linear" });
  const truth = slowSigma(gate.values, feature.values, [...y]);
  expect(provenSigma(algebra, gate, feature, y, 0.95 * truth)).toBe(undefined);
});

test("for two points R_op is the mean over two classes of signs, and both limits are above it", () => {
  const { feature, gate } = sphereProblem(algebra, { n: 2, d: 3, seed: 1, target: "linear" });
  const same = slowSigma(gate.values, feature.values, [1, 1]);
  const other = slowSigma(gate.values, feature.values, [1, -1]);
  const truth = (same + other) / 2;
  for (const method of ["student", "bounded differences"] as const) {
    const found = operatorNorm(algebra, gate, feature, { draws: 400, delta: 0.001, method });
    expect(Math.abs(found.mean - truth)).toBeLessThan(5 * found.standardError);
    expect(found.upper).toBeGreaterThan(truth);
    expect(found.upper).toBeGreaterThan(found.mean);
  }
});

test("R_op does not exceed sqrt(sum K_ii H_ii) in the mean of squares (Frobenius norm)", () => {
  const { feature, gate } = sphereProblem(algebra, { n: 40, d: 6, seed: 2, target: "linear" });
  const { mean } = operatorNorm(algebra, gate, feature, { delta: 0.05 });
  expect(mean).toBeLessThanOrEqual(Math.sqrt(40 / 4));
});
