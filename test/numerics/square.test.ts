import { expect, test } from "vitest";
import { square } from "../../src/numerics/square.js";

test("a square is the product rounded once", () => {
  expect(square(3)).toBe(9);
  expect(square(-1 - 2 ** -52)).toBe(1 + 2 ** -51);
});
