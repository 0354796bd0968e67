import type { LayerEstimate } from "../experiment/estimate-layer.js";
import { SATURATION } from "../information/information.js";
import { fixed } from "../numerics/fixed.js";
import { align, type Cell } from "./align.js";
import { count, percent, thousands } from "./format.js";
import { reliabilityLines } from "./reliability-lines.js";
import { STATUS_MEANING } from "./status-words.js";
import { wrapLetters } from "./svg.js";

/** What was found of one layer by one estimator. */
export interface EstimateRow extends LayerEstimate {
  layer: string;
  units: number;
}

/** Rows as aligned plain text, with what their statuses mean and the estimators' notes, numbered. */
export function formatEstimates(
  rows: readonly EstimateRow[],
  inputs: number,
  { population = false, width = 100 }: { population?: boolean; width?: number } = {},
): string {
  const tested = rows.some(({ validity }) => validity);
  const isMarked = (row: EstimateRow) => !population && row.singletons > SATURATION * inputs;
  const notes = [...new Set(rows.flatMap((row) => row.notes))];
  const numbers = (row: EstimateRow) => row.notes.map((note) => notes.indexOf(note) + 1);
  const noted = notes.length > 0;
  const [{ ceiling, labelCeiling }] = rows;
  const lines = [
    ...align([
      [...header(tested), ...(noted ? [["notes", "left"] as Cell] : [])],
      ...rows.map((row) => [
        ...cells(row, inputs, tested, isMarked(row)),
        ...(noted ? [[numbers(row).join(" "), "left"] as Cell] : []),
      ]),
    ]),
    "",
    ...[
      `I(X;T) and I(T;Y) in bits; counted, at most log2 ${thousands(inputs)} = ${fixed(ceiling, 3)} and H(Y) = ${fixed(labelCeiling, 3)}.`,
      "states: distinct states; alone: share of inputs that have a state of their own.",
      ...(rows.some(isMarked)
        ? [
            "*: most inputs are alone, so that the value tells of the number of inputs, whatever the estimator.",
          ]
        : []),
      ...(tested
        ? [
            "H(Ŷ|T): bits of the network's predictions that the states no longer tell; a binning is valid only where it is 0 (derived here).",
          ]
        : []),
      ...[...new Set(rows.map(({ status }) => status))].map(
        (status) => `${status}: ${STATUS_MEANING[status]}.`,
      ),
    ].flatMap((line) => wrapLetters(line, width)),
    "",
    ...notes.flatMap((note, i) => wrapLetters(`${i + 1}: ${note}`, width)),
    "",
    ...reliabilityLines(rows, width),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function header(tested: boolean): Cell[] {
  return [
    ["layer", "left"],
    ["units", "right"],
    ["estimator", "left"],
    ["I(X;T)", "right"],
    ["I(T;Y)", "right"],
    ["states", "right"],
    ["alone", "right"],
    ...(tested ? ([["H(Ŷ|T)", "right"]] as Cell[]) : []),
    ["status", "left"],
  ];
}

function cells(row: EstimateRow, inputs: number, tested: boolean, marked: boolean): Cell[] {
  const counted = row.states > 0;
  return [
    [row.layer, "left"],
    [String(row.units), "right"],
    [row.estimator, "left"],
    [fixed(row.inputInformation, 3), "right"],
    [fixed(row.labelInformation, 3), "right"],
    [counted ? count(row.states) : "-", "right"],
    [counted ? `${percent(row.singletons / inputs)}${marked ? "*" : ""}` : "-", "right"],
    ...(tested ? ([[lost(row), "right"]] as Cell[]) : []),
    [row.status, "left"],
  ];
}

function lost({ validity }: EstimateRow): string {
  if (!validity) return "-";
  if (validity.valid) return "0";
  return validity.entropy < 0.0005 ? "<0.001" : fixed(validity.entropy, 3);
}
