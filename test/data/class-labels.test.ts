import { expect, test } from "vitest";
import { classLabels } from "../../src/data/class-labels.js";

test("classes are numbered in ascending order, not in that of appearance or of digits", () => {
  expect(classLabels([10, -3, 9, -3])).toEqual({
    labels: Uint8Array.of(2, 0, 1, 0),
    classes: 3,
    names: ["-3", "9", "10"],
  });
});

test("integers beyond doubles, and texts", () => {
  const big = 2n ** 53n;
  expect([...classLabels(BigInt64Array.of(big + 1n, big)).labels]).toEqual([1, 0]);
  expect(classLabels(["dog", "cat", "dog"])).toMatchObject({
    labels: Uint8Array.of(1, 0, 1),
    names: ["cat", "dog"],
  });
});

test("256 classes are as many as there may be", () => {
  expect(classLabels(Int16Array.from({ length: 256 }, (_, i) => -i)).labels[1]).toBe(254);
  expect(() => classLabels(Int16Array.from({ length: 300 }, (_, i) => i))).toThrow(
    "more than 256 different labels in the first 257 of 300; expected at most 256 classes",
  );
});
