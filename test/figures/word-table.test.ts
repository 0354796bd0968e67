import { expect, it } from "vitest";
import { titledTableLines } from "../../src/figures/word-table.js";

it("a titled table has its words to the left and its numbers to the right", () => {
  const table = {
    title: "Losses",
    names: 1,
    columns: ["kernel", "test"],
    rows: [
      ["H", "0.25"],
      ["adaptive", "11.5"],
    ],
  };
  expect(titledTableLines(table)).toEqual([
    ...["Losses", "kernel    test", "H         0.25", "adaptive  11.5", ""],
  ]);
  const numbers = { ...table, names: 0, rows: [["1", "2"]] };
  expect(titledTableLines(numbers)[2]).toBe("     1     2");
});
