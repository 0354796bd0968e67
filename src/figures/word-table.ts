import { align, type Cell } from "./align.js";

/** A table of words; the first column names the row. */
export interface WordTable {
  columns: string[];
  rows: string[][];
}

/** A table with what it is about; the first `names` columns are words. */
export interface TitledTable extends WordTable {
  title: string;
  names: number;
}

/** As plain text: words to the left, numbers to the right, an empty line after it. */
export function titledTableLines({ columns, names, rows, title }: TitledTable): string[] {
  const cell = (text: string, place: number): Cell => [text, place < names ? "left" : "right"];
  return [title, ...align([columns, ...rows].map((row) => row.map(cell))), ""];
}
