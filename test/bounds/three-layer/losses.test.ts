import fc from "fast-check";
import { expect, test } from "vitest";
import { LOSSES } from "../../../src/bounds/three-layer/losses.js";

const outputs = fc.double({ min: -50, max: 50, noNaN: true });
const labels = fc.constantFrom(-1, 1);

test("the logistic loss and its slope are those of Math.exp, also far out", () => {
  const { slope, value } = LOSSES.logistic;
  for (const f of [-800, -100, -21, -20, -3, -0.1, 0, 1e-9, 0.1, 2, 20.5, 45, 800]) {
    for (const y of [-1, 1]) {
      const margin = y * f;
      const wanted = Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
      // 1 + e^-m is rounded to 2^-53; exp is within 1e-12, relatively.
      expect(Math.abs(value(f, y) - wanted)).toBeLessThan(2e-12 * (1 + Math.abs(f)));
      expect(Math.abs(slope(f, y) + y / (1 + Math.exp(margin)))).toBeLessThan(4e-12);
    }
  }
});

test.each([
  "squared",
  "logistic",
  "hinge",
] as const)("the %s loss is convex, lies above its tangents and is as steep as its Lipschitz constant at most", (name) => {
  const { lipschitz, slope, value } = LOSSES[name];
  fc.assert(
    fc.property(outputs, outputs, labels, (f, g, y) => {
      const gap = value(g, y) - value(f, y) - slope(f, y) * (g - f);
      expect(gap).toBeGreaterThan(-1e-9);
      const range = Math.max(Math.abs(f - y), Math.abs(g - y));
      const rise = Math.abs(value(f, y) - value(g, y));
      expect(rise).toBeLessThanOrEqual(lipschitz(range) * Math.abs(f - g) * (1 + 1e-9) + 1e-9);
    }),
  );
});

test("values by hand", () => {
  expect([LOSSES.squared.value(3, 1), LOSSES.squared.slope(3, 1)]).toEqual([2, 2]);
  expect([LOSSES.hinge.value(0.5, 1), LOSSES.hinge.slope(0.5, 1)]).toEqual([0.5, -1]);
  expect([LOSSES.hinge.value(1, 1), LOSSES.hinge.slope(1, 1)]).toEqual([0, 0]);
  expect(LOSSES.logistic.value(0, 1)).toBeCloseTo(Math.LN2, 15);
});
