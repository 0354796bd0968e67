import { expect, test } from "vitest";
import { classCounts } from "../../src/data/classes.js";

test("every class is counted, also one without samples", () => {
  expect([...classCounts({ labels: Uint8Array.of(2, 0, 2, 2), classes: 4 })]).toEqual([1, 0, 3, 0]);
});
