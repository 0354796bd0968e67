import { expect, test } from "vitest";
import { studentQuantile, studentWithin } from "../../src/numerics/student.js";

test("quantiles agree with printed tables (three decimals)", () => {
  const table = [
    [0.05, 1, 6.314],
    [0.05, 2, 2.92],
    [0.025, 9, 2.262],
    [0.05, 10, 1.812],
    [0.01, 19, 2.539],
    [0.005, 19, 2.861],
    [0.025, 120, 1.98],
  ];
  for (const [tail, freedom, t] of table) {
    expect(Math.abs(studentQuantile(tail, freedom) - t)).toBeLessThan(5.1e-4);
  }
});

test("one and two degrees of freedom have their closed forms", () => {
  for (const t of [0.1, 1, 5]) {
    expect(Math.abs(studentWithin(t, 1) - (2 / Math.PI) * Math.atan(t))).toBeLessThan(1e-14);
    expect(Math.abs(studentWithin(t, 2) - t / Math.sqrt(2 + t * t))).toBeLessThan(1e-14);
  }
});
