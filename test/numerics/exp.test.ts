import { expect, it } from "vitest";
import { exp } from "../../src/numerics/exp.js";

it("is within 1e-12 of Math.exp, relatively, on its interval", () => {
  for (let x = 0; x <= 20; x += 0.001) {
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
  }
  expect(exp(0)).toBe(1);
});
