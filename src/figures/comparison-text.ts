import { fixed } from "../numerics/fixed.js";
import { MINIMAL_SHARE } from "../phases/rule.js";
import { intervalWords } from "../phases/words.js";
import type { Comparison, Contrast, LayerContrast } from "../summary/compare.js";
import { type LostPrediction, lostWords, NOT_COUNTED } from "../summary/lost-prediction.js";
import { align, type Cell } from "./align.js";
import { SYMBOL } from "./information-curves.js";
import { wrapLetters } from "./svg.js";
import type { WordTable } from "./word-table.js";

/** Two runs and what differs between their experiments, line by line. */
export interface Compared {
  a: { name: string; repetitions: number };
  b: { name: string; repetitions: number };
  differences: string[];
  comparison: Comparison;
}

/** What the tables of a comparison say of their numbers. */
export const COMPARISON_NOTE =
  "Means over the repetitions, bits, and B minus A with its 95 % bootstrap interval; *: the interval, as printed, does not hold 0, which of twenty numbers without a difference one does by chance. A status other than exact stands behind the layer: such numbers do not tell of the layer alone.";

/** A comparison as plain text. */
export function formatComparison(compared: Compared, options: { width?: number } = {}): string {
  const { a, b, differences, comparison } = compared;
  const width = options.width ?? 100;
  const run = (name: string, one: Compared["a"]) =>
    `${name}  ${one.name}, ${one.repetitions} repetition${one.repetitions === 1 ? "" : "s"}`;
  const table = (title: string, { columns, rows }: WordTable) => [
    title,
    ...align(
      [columns, ...rows].map((row) => row.map((text, i): Cell => [text, i < 3 ? "left" : "right"])),
    ),
    "",
  ];
  return `${[
    run("A", a),
    run("B", b),
    "",
    ...(differences.length > 0
      ? ["What differs in what decides results:", ...differences.map((line) => `  ${line}`)]
      : ["The experiments are the same in all that decides results."]),
    "",
    ...table("Accuracy at the last measurement, per cent", accuracyTable(comparison)),
    ...(["input", "label"] as const).flatMap((quantity) =>
      table(`${SYMBOL[quantity]}, bits`, contrastTable(comparison, quantity)),
    ),
    ...table("Verdicts", verdictTable(comparison)),
    ...(hasLost(comparison) ? table(LOST_TITLE, lostTable(comparison)) : []),
    ...comparisonNotes(comparison).flatMap((line) => wrapLetters(line, width)),
  ].join("\n")}\n`;
}

/** How the two were compared, and what was left out, in sentences. */
export function comparisonNotes({ layers, pairing, onlyA, onlyB }: Comparison): string[] {
  const { why } = pairing;
  return [
    `${why[0].toUpperCase()}${why.slice(1)}.`,
    ...(layers.some(isCountedIn) ? [] : [`Of the states ${NOT_COUNTED}.`]),
    ...(onlyA.length > 0 ? [`Not compared, only in A: ${onlyA.join("; ")}.`] : []),
    ...(onlyB.length > 0 ? [`Not compared, only in B: ${onlyB.join("; ")}.`] : []),
    COMPARISON_NOTE,
    ...(["input", "label"] as const).flatMap((quantity) => ceilingNote(layers, quantity)),
  ];
}

/** What may be said of a quantity whose ceilings differ; nothing where they are the same. */
function ceilingNote(layers: readonly LayerContrast[], quantity: "input" | "label"): string[] {
  const apart = layers.find((one) => ceilingsDiffer(one, quantity));
  if (!apart) return [];
  const { a, b } = apart.ceilings[quantity];
  const what = quantity === "input" ? "log2 of the number of inputs" : "H(Y)";
  return [
    `${SYMBOL[quantity]} is at most ${fixed(a, 3)} bits in A and ${fixed(b, 3)} in B (${what}). c: both are within ${100 * MINIMAL_SHARE} % of that, so that the difference is, but for as much, one of these ceilings and not of the layer.`,
  ];
}

const ceilingsDiffer = ({ ceilings }: LayerContrast, quantity: "input" | "label") =>
  fixed(ceilings[quantity].a, 3) !== fixed(ceilings[quantity].b, 3);

/** Whether two numbers are at their ceilings, which are not the same. */
function isOfCeilings({ a, b }: Contrast, layer: LayerContrast, quantity: "input" | "label") {
  const { [quantity]: ceiling } = layer.ceilings;
  const floor = 1 - MINIMAL_SHARE;
  return ceilingsDiffer(layer, quantity) && a >= floor * ceiling.a && b >= floor * ceiling.b;
}

const NUMBERS = ["A", "B", "B - A", "95 % interval"];

export const accuracyTable = ({ accuracy }: Comparison): WordTable => ({
  columns: ["part", "", "", ...NUMBERS],
  rows: (["train", "test"] as const).map((part) => [
    part,
    "",
    "",
    ...words(accuracy[part], 2, 100),
  ]),
});

/** Start, peak, end and phase of one quantity of every layer. */
export function contrastTable({ layers }: Comparison, quantity: "input" | "label"): WordTable {
  const phase = quantity === "input" ? "compression" : "fitting";
  return {
    columns: ["layer", "counted as", "", ...NUMBERS],
    rows: layers.flatMap((one) =>
      (["start", "peak", "end", "phase"] as const).map((key) => [
        ...[layerName(one), counted(one), key === "phase" ? phase : key],
        ...words(
          one[quantity][key],
          3,
          1,
          key !== "phase" && isOfCeilings(one[quantity][key], one, quantity),
        ),
      ]),
    ),
  };
}

/** Whether there is fitting and compression in either run. */
export const verdictTable = ({ layers }: Comparison): WordTable => ({
  columns: ["layer", "counted as", "", "fitting in A", "in B", "compression in A", "in B"],
  rows: layers.map((one) => [
    ...[layerName(one), counted(one), ""],
    ...[one.verdicts.fitting.a, one.verdicts.fitting.b],
    ...[one.verdicts.compression.a, one.verdicts.compression.b],
  ]),
});

/** Title of the table of what states lose. */
export const LOST_TITLE =
  "Lost of the prediction at the end: H(prediction | T), bits, and in how many repetitions it is 0";

const isCountedIn = ({ lostPrediction: { a, b } }: LayerContrast) => a !== null || b !== null;

/** Whether it was counted in either run what states lose. */
export const hasLost = ({ layers }: Comparison): boolean => layers.some(isCountedIn);

/** What the states of every layer lose of the predictions of either run, where it was counted. */
export const lostTable = ({ layers }: Comparison): WordTable => {
  const said = (lost: LostPrediction | null) => (lost ? lostWords(lost) : "not counted");
  return {
    columns: ["layer", "counted as", "", "A", "B"],
    rows: layers
      .filter(isCountedIn)
      .map((one) => [
        ...[layerName(one), counted(one), ""],
        ...[said(one.lostPrediction.a), said(one.lostPrediction.b)],
      ]),
  };
};

function layerName({ layer, inputs, statuses: { a, b } }: LayerContrast): string {
  const where = inputs === "all" ? "" : `, ${inputs}`;
  const status = a === "exact" && b === "exact" ? "" : ` (${a === b ? a : `${a} / ${b}`})`;
  return `${layer}${where}${status}`;
}

const counted = ({ estimators: { a, b } }: LayerContrast) => (a === b ? a : `${a} / ${b}`);

function words(
  { a, b, value, low, high }: Contrast,
  decimals: number,
  factor = 1,
  ofCeilings = false,
): string[] {
  const interval = intervalWords({ low: factor * low, high: factor * high }, decimals);
  const [least, most] = [low, high].map((end) => Number(fixed(factor * end, decimals)));
  const mark = ofCeilings ? "c" : least > 0 || most < 0 ? "*" : " ";
  const [own, other, difference] = [a, b, value].map((one) => fixed(factor * one, decimals));
  return [own, other, difference, `${interval || "-"} ${mark}`];
}
