import { expect, test } from "vitest";
import { integerRows, takeIntegerRows } from "../../src/bounds/integer-rows.js";

test("rows are filled up to a multiple of 8, with their sums of squares", () => {
  const rows = integerRows([3, -4, 0, 5], 2, 2)!;
  expect(rows.stride).toBe(8);
  expect([...rows.values]).toEqual([3, -4, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0]);
  expect([...rows.squares]).toEqual([25, 25]);
  expect([...takeIntegerRows(rows, 1, 1).values.subarray(0, 2)]).toEqual([0, 5]);
});

test("fractions, values beyond 16 bits and sums of squares beyond 31 bits are left alone", () => {
  expect(integerRows([1, 0.5], 1, 2)).toBeUndefined();
  expect(integerRows([1, Number.NaN], 1, 2)).toBeUndefined();
  expect(integerRows([-32768], 1, 1)).toBeUndefined();
  expect(integerRows([-32767], 1, 1)).toBeDefined();
  const most = [32767, -32767, 361, 27, 4, 1, 1, 1];
  expect(integerRows(most, 1, 8)?.squares[0]).toBe(2 ** 31 - 1);
  expect(integerRows([...most, 1], 1, 9)).toBeUndefined();
});
