/** Text, and the side of its column on which it stands. */
export type Cell = [content: string, side: "left" | "right"];

/** Rows of cells as lines of text: columns of equal width, two spaces apart. */
export function align(table: Cell[][]): string[] {
  const widths = table[0].map((_, column) =>
    Math.max(...table.map((row) => row[column][0].length)),
  );
  return table.map((row) =>
    row
      .map(([content, side], column) =>
        side === "left" ? content.padEnd(widths[column]) : content.padStart(widths[column]),
      )
      .join("  ")
      .trimEnd(),
  );
}
