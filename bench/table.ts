import type { Row } from "./row.js";

/** Rows as aligned text, notes numbered below. */
export function formatTable(rows: readonly Row[]): string {
  const notes: string[] = [];
  const lines = rows.map((row) => [
    row.what,
    row.ours === undefined ? "-" : quantity(row.ours, row.unit),
    row.peer ? `${row.peer.name} ${quantity(row.peer.value, row.unit)}` : "-",
    row.ratio
      ? `${times(row.ratio.median)} (${times(row.ratio.least)}-${times(row.ratio.greatest)})`
      : "-",
    bar(row),
    row.verdict + (row.note ? ` ${mark(notes, row.note)}` : ""),
  ]);
  const header = ["what", "infoplane", "peer", "ratio (least-greatest)", "bar", "verdict"];
  const all = [header, header.map((title) => "-".repeat(title.length)), ...lines];
  const widths = header.map((_, c) => Math.max(...all.map((line) => line[c].length)));
  const text = all.map((line) =>
    line
      .map((cell, c) => cell.padEnd(widths[c]))
      .join("  ")
      .trimEnd(),
  );
  return [...text, "", ...notes.map((note, n) => `[${n + 1}] ${note}`)].join("\n").trimEnd();
}

function mark(notes: string[], note: string): string {
  if (!notes.includes(note)) notes.push(note);
  return `[${notes.indexOf(note) + 1}]`;
}

function bar({ bar, unit }: Row): string {
  if (!bar) return "-";
  return bar.kind === "at most" ? `<= ${quantity(bar.value, unit)}` : `>= ${bar.value}x`;
}

function times(ratio: number): string {
  return `${ratio.toPrecision(ratio < 100 ? 3 : 4)}x`.replace(/\.0+x$/, "x");
}

function quantity(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}
