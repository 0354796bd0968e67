import { expect, test } from "vitest";
import { nextBelow } from "../../src/numerics/next-below.js";

test("nothing lies between a number and the next below", () => {
  expect(nextBelow(1)).toBe(1 - 2 ** -53);
  expect(nextBelow(3)).toBe(3 - 2 ** -51);
  expect(nextBelow(Number.MIN_VALUE)).toBe(0);
  expect(nextBelow(2 ** -1022)).toBe(2 ** -1022 - 2 ** -1074);
  expect(nextBelow(Number.POSITIVE_INFINITY)).toBe(Number.MAX_VALUE);
});
