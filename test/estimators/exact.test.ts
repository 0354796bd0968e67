import { expect, it } from "vitest";
import { exact } from "../../src/estimators/exact.js";

it("counts an exclusive or: nothing from one input, all from both", async () => {
  const labels = [0, 1, 1, 0];
  const one = await exact.estimate(Uint8Array.of(0, 0, 1, 1), labels);
  const both = await exact.estimate(Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 1), labels);
  expect([one.labelInformation, both.labelInformation]).toEqual([0, 1]);
});
