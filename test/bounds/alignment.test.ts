import { expect, it } from "vitest";
import { gramAlignment } from "../../src/bounds/alignment.js";

it("is 1 for multiples, 0 for orthogonal matrices, and nothing for zero", () => {
  const a = Float64Array.of(2, 1, 1, 3);
  expect(
    gramAlignment(
      a,
      a.map((value) => 7 * value),
    ),
  ).toBeCloseTo(1, 15);
  expect(gramAlignment(Float64Array.of(1, 0, 0, 0), Float64Array.of(0, 0, 0, 5))).toBe(0);
  expect(gramAlignment(a, new Float64Array(4))).toBeNull();
});
