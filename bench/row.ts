import type { Spread } from "./statistics.js";

/** Judged rows pass or miss; the others are there for comparison, or could not be made. */
export type Verdict = "pass" | "miss" | "not judged" | "skipped" | "failed";

/** One line of the table. Numbers are in `unit`; a ratio says how many times better infoplane is. */
export interface Row {
  bench: string;
  what: string;
  unit: string;
  ours?: number;
  peer?: { name: string; value: number };
  ratio?: Spread;
  bar?: { kind: "times better" | "at most"; value: number };
  verdict: Verdict;
  note?: string;
}

/** A row with a bar on the ratio to a peer. */
export function against(
  row: Pick<Row, "bench" | "what" | "unit" | "note"> & {
    ours: number;
    peer: { name: string; value: number };
    ratio: Spread;
  },
  bar: number | undefined,
): Row {
  if (bar === undefined) return { ...row, verdict: "not judged" };
  const verdict = row.ratio.median >= bar ? "pass" : "miss";
  return { ...row, bar: { kind: "times better", value: bar }, verdict };
}

/** A row with a bar on the figure itself. */
export function atMost(
  row: Pick<Row, "bench" | "what" | "unit" | "note"> & { ours: number },
  bar: number,
): Row {
  const verdict = row.ours <= bar ? "pass" : "miss";
  return { ...row, bar: { kind: "at most", value: bar }, verdict };
}

/** A benchmark that broke off. */
export function failed(bench: string, error: unknown): Row {
  const note = error instanceof Error ? error.message : String(error);
  return { bench, what: bench, unit: "", verdict: "failed", note };
}

/** A row that cannot be made here. */
export function skipped(bench: string, what: string, note: string): Row {
  return { bench, what, unit: "", verdict: "skipped", note };
}
