import { expect, it } from "vitest";
import { gateKernel } from "../../src/bounds/kernels/family.js";
import { compareOptions, DEFAULT_SETTINGS, parseGate } from "../../src/bounds/settings.js";

it("knows gates by their names", () => {
  expect(parseGate("relu")).toBe(gateKernel);
  // A gate that is open above 0 is that of a ReLU; both by their own quadrature or closed form.
  expect(parseGate("threshold:0").at(0.3)).toBeCloseTo(gateKernel.at(0.3), 9);
  // P(g > 1) = 0.158655...
  expect(parseGate("threshold:1").at(1)).toBeCloseTo(0.158655253931457, 9);
  expect(parseGate("erf").at(0)).toBeGreaterThan(0);
});

it.each(["tanh", "threshold", "threshold:x", "threshold:9"])("refuses the gate %s", (name) => {
  expect(() => parseGate(name)).toThrow(/expected relu, erf or threshold:B/);
});

it("resolves the names of settings", () => {
  const options = compareOptions({ ...DEFAULT_SETTINGS, loss: "ramp" });
  expect(options.loss?.at(-2, 1)).toBe(1);
  expect(options.gate).toBe(gateKernel);
  expect(options.ridges).toEqual(DEFAULT_SETTINGS.ridges);
});
