import { expect, test } from "vitest";
import { onSphere } from "../../src/bounds/sphere.js";

test("rows are divided by their norms, and the note says so", () => {
  const { note, norms, points } = onSphere([3, 4, 0, 2], 2);
  expect([...points]).toEqual([0.6, 0.8, 0, 1]);
  expect(norms).toEqual({ least: 2, greatest: 5 });
  expect(note).toContain("2.000 to 5.000");
});

test("huge and tiny rows do not overflow", () => {
  const { points } = onSphere([3e300, 4e300, 3e-300, 4e-300], 2);
  [0.6, 0.8, 0.6, 0.8].forEach((value, at) => {
    expect(points[at]).toBeCloseTo(value, 14);
  });
});

test("zero rows, values that are not finite and odd shapes are errors that say where", () => {
  expect(() => onSphere([1, 0, 0, 0], 2)).toThrow("row 1 is zero");
  expect(() => onSphere([1, 0, 1, 0], 2, [1, 0])).toThrow("row 0 is zero after centring");
  expect(() => onSphere([1, Number.NaN], 2)).toThrow("row 0 has a value that is not finite");
  expect(() => onSphere([1, 2, 3], 2)).toThrow("no rows of 2 features");
});
