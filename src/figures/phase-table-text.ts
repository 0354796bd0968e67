import { fixed } from "../numerics/fixed.js";
import type { Phase } from "../phases/phase.js";
import { intervalWords, phaseReason, phaseRule } from "../phases/words.js";
import { inputKinds } from "../summary/layers.js";
import type { PhaseRow } from "../summary/phases.js";
import { align, type Cell } from "./align.js";
import { thousands } from "./format.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { phaseDecimals } from "./phase-curves.js";
import { wrapLetters } from "./svg.js";

/**
 * Fitting and compression of every layer as aligned plain text, with the rule they are judged by.
 * Lines are at most `width` columns (default 100) when names are no longer than usual.
 */
export function formatPhaseTable(rows: PhaseRow[], options: { width?: number } = {}): string {
  if (rows.length === 0) return "no phases\n";
  const width = options.width ?? 100;
  const kinds = inputKinds(rows);
  const lines = kinds.flatMap((kind) => {
    const own = rows.filter(({ inputs }) => inputs === kind);
    const where = kinds.length > 1 ? `, over ${INPUTS_NAME[kind]}` : "";
    return [`Phases, bits${where}; ${minimalEffects(own[0])}`, ...align(cells(own)), ""];
  });
  const notes = [...phaseNotes(rows), ...phaseRule()].flatMap((line) => wrapLetters(line, width));
  return `${[...lines, ...notes].join("\n")}\n`;
}

/** "minimal effect 0.010 (fitting) and 0.12 (compression)". */
export const minimalEffects = ({ fitting, compression }: PhaseRow): string =>
  `minimal effect ${fixed(fitting.minimal, 3)} (fitting) and ${fixed(compression.minimal, 2)} (compression)`;

function cells(rows: PhaseRow[]): Cell[][] {
  const phase = (one: Phase): Cell[] => {
    const decimals = phaseDecimals(one.kind);
    return [
      [fixed(one.value, decimals), "right"],
      [intervalWords(one, decimals) || "-", "left"],
      [one.verdict, "left"],
    ];
  };
  return [
    [
      ["layer", "left"],
      ["counted as", "left"],
      ["fit", "right"],
      ["interval", "left"],
      ["verdict", "left"],
      ["compr.", "right"],
      ["interval", "left"],
      ["verdict", "left"],
    ],
    ...rows.map((row): Cell[] => [
      [row.layer, "left"],
      [row.estimator, "left"],
      ...phase(row.fitting),
      ...phase(row.compression),
    ]),
  ];
}

/** Why there is no verdict where it is not for the interval, and where the peaks lie. */
export function phaseNotes(rows: PhaseRow[]): string[] {
  const reasons = new Map<string, string[]>();
  const kinds = inputKinds(rows);
  for (const { layer, estimator, inputs, ...row } of rows) {
    for (const phase of [row.fitting, row.compression]) {
      if (phase.ground === "interval") continue;
      const where = kinds.length > 1 ? `, ${inputs}` : "";
      const reason = phaseReason(phase);
      const name = `${phase.kind} of ${layer} (${estimator}${where})`;
      reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
    }
  }
  const all = 2 * rows.length;
  const undecided = [...reasons].map(
    ([reason, names]) =>
      `No verdict${names.length === all ? "" : ` on ${names.join("; ")}`}: ${reason}.`,
  );
  return [...undecided, peaksNote(rows)];
}

function peaksNote(rows: PhaseRow[]): string {
  const kinds = inputKinds(rows);
  const peaks = rows.map(({ layer, estimator, inputs, fitting, compression }) => {
    const where = kinds.length > 1 ? `, ${inputs}` : "";
    const [rise, fall] = [fitting, compression].map(({ ground, peakEpoch }) =>
      ground === "unmeasured" ? "-" : thousands(peakEpoch),
    );
    return `${layer} (${estimator}${where}) ${rise} and ${fall}`;
  });
  return `Epochs of the peaks of I(T;Y) and I(X;T): ${peaks.join("; ")}.`;
}
