import type { RunSummary } from "../summary/run-summary.js";

export type ClaimVerdict = "holds" | "does not hold" | "undecided" | "not tested";

/** A table of words; the first column names the row. */
export interface ClaimTable {
  title: string;
  columns: string[];
  rows: string[][];
}

/** Numbers with their intervals, to be drawn. */
export interface ClaimPlot {
  title: string;
  /** `names`: words at 0, 1, 2, .. instead of numbers. */
  x: { label: string; log?: boolean; names?: string[] };
  y: string;
  series: { name: string; points: { x: number; y: number; low: number; high: number }[] }[];
}

/** A claim held against runs. */
export interface Claim {
  /** Short name, as a file's: "binnings-disagree". */
  name: string;
  /** "study": of Lorenzen, Igel & Nielsen 2022; "here": a question of this project. */
  from: "study" | "here";
  statement: string;
  verdict: ClaimVerdict;
  /** How the verdict comes about. */
  rule: string;
  /** What was found, in sentences. */
  findings: string[];
  tables: ClaimTable[];
  plots: ClaimPlot[];
  /** Networks that had a say. */
  networks: string[];
}

/** Holds a claim against the runs there are. */
export type ClaimTest = (runs: readonly RunSummary[]) => Claim;

/** What holds of the verdicts on single layers that every claim rests on. */
export const CLAIMS_NOTE =
  "Verdicts on single layers are not corrected for their number: where many layers are judged, some yes or no is to be expected by chance, and one alone should not be leant on.";
