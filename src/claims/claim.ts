import type { Network } from "./networks.js";

export type ClaimVerdict = "holds" | "does not hold" | "undecided" | "not tested";

/** A table of words; the first column names the row. */
export interface ClaimTable {
  title: string;
  columns: string[];
  rows: string[][];
}

/** A number with the ends of its 95 % interval; NaN where there is none. */
export interface ClaimPoint {
  x: number;
  y: number;
  low: number;
  high: number;
  /** Limited by the number of inputs, so that it does not tell of the layer. */
  saturated?: boolean;
}

/** Numbers with their intervals, to be drawn. */
export interface ClaimPlot {
  title: string;
  /** `names`: words at 0, 1, 2, .. instead of numbers. */
  x: { label: string; log?: boolean; names?: string[] };
  y: string;
  series: { name: string; points: ClaimPoint[] }[];
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
  /** Over how many verdicts on single layers it was adjusted, and where that is not needed. */
  adjustment: string;
  /** What was found, in sentences. */
  findings: string[];
  tables: ClaimTable[];
  plots: ClaimPlot[];
  /** Networks that had a say, with their numbers of repetitions. */
  networks: Network[];
  /** What unfinished networks mean for the verdict, if there are any. */
  provisional?: string;
}

/** Of whom a claim is. */
export const CLAIM_SOURCE: Readonly<Record<Claim["from"], string>> = {
  study: "claimed by Lorenzen, Igel & Nielsen, ICLR 2022",
  here: "asked here",
};

/** "holds", or "holds (provisional)" where networks are unfinished. */
export const claimVerdict = ({ provisional, verdict }: Claim): string =>
  provisional === undefined ? verdict : `${verdict} (provisional)`;

/** What is the same in the adjustments of all claims. */
export const CLAIMS_NOTE =
  "Verdicts and intervals in tables are those of single layers, one by one: of many, some are false by chance. Where a claim rests on any one of m verdicts, that one must stand with intervals that hold for all m together with 95 % (Bonferroni: their distances from the mean are multiplied by t(0.025 / m) / t(0.025), Student's t of n - 1 degrees of freedom), and a no with so many repetitions that the risk of having missed a phase is divided by m. Where it rests on every one of them, no adjustment is needed.";
