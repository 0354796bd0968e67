import { expect, test } from "vitest";
import { gaussLegendre } from "../../src/numerics/quadrature.js";

test("m nodes integrate every power up to 2m - 1", () => {
  for (const m of [1, 2, 5, 16]) {
    const { nodes, weights } = gaussLegendre(m);
    for (let power = 0; power < 2 * m; power++) {
      const sum = nodes.reduce((total, x, k) => total + weights[k] * x ** power, 0);
      expect(Math.abs(sum - (power % 2 === 0 ? 2 / (power + 1) : 0))).toBeLessThan(1e-13);
    }
  }
});
