import type { FigureData } from "./figure-data.js";

/** Comma-separated values (RFC 4180, but with line feeds): a header, then a line per row. */
export function csv({ columns, rows }: FigureData): string {
  return `${[columns, ...rows].map((row) => row.map(field).join(",")).join("\n")}\n`;
}

function field(value: string | number): string {
  if (typeof value === "number") return shortNumber(value);
  return /[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}

/** Nine significant digits: enough to tell any two numbers of single precision apart. */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(9)));
