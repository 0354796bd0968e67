import { expect, test } from "vitest";
import { csv } from "../../src/figures/csv.js";

test("fields with commas, quotes and line breaks are quoted, quotes doubled", () => {
  const data = {
    columns: ["a", "b,c"],
    rows: [
      ['say "x"', "1\n2"],
      ["plain", "é"],
    ],
  };
  expect(csv(data)).toBe('a,"b,c"\n"say ""x""","1\n2"\nplain,é\n');
});

test("numbers of single precision can be told apart, and have no digits beyond", () => {
  const values = [0.1, 1 / 3, 12, 1e-9, 16777215].map(Math.fround);
  const lines = csv({ columns: ["x"], rows: values.map((value) => [value]) }).split("\n");
  expect(lines.slice(1, -1).map((line) => Math.fround(Number(line)))).toEqual(values);
  expect(lines[1]).toBe("0.100000001");
  expect(lines[3]).toBe("12");
});
