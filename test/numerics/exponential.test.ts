import { expect, test } from "vitest";
import { exponential } from "../../src/numerics/exponential.js";

test("e^x is within 2 ulp (and 1 of the engine's) from -700 to 709", () => {
  for (let x = -700; x <= 709; x += 0.0871) {
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(3 * 2 ** -52);
  }
});

test("e^0 is 1, and beyond its range e^x is 0 or infinite", () => {
  expect([exponential(0), exponential(-800), exponential(800)]).toEqual([1, 0, Infinity]);
  expect(exponential(Number.NaN)).toBeNaN();
});
