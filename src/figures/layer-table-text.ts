import { fixed } from "../numerics/fixed.js";
import { inputKinds, isCount, type LayerRow } from "../summary/layers.js";
import {
  inEachCounted,
  isValid,
  lostBits,
  NOT_COUNTED,
  validIn,
} from "../summary/lost-prediction.js";
import { align, type Cell } from "./align.js";
import { count, meaningfulDecimals, percent, thousands } from "./format.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { withError } from "./measured-words.js";
import { STATUS_MEANING } from "./status-words.js";
import { wrapLetters } from "./svg.js";
import { valueNotes } from "./value-notes.js";

/**
 * The table as aligned plain text: one block for I(X;T), one for I(T;Y), and a legend. Lines are at
 * most `width` columns (default 100) when names are no longer than usual.
 */
export function formatLayerTable(rows: LayerRow[], options: { width?: number } = {}): string {
  if (rows.length === 0) return "no layers\n";
  const width = options.width ?? 100;
  const { repetitions, lastEpoch } = rows[0];
  const of = repetitions === 1 ? "one repetition" : `mean of ${repetitions} repetitions`;
  const kinds = inputKinds(rows);
  const lines = [
    ...kinds.flatMap((kind) => {
      const where = kinds.length > 1 ? ` over ${INPUTS_NAME[kind]}` : "";
      return blocks(
        rows.filter(({ inputs }) => inputs === kind),
        where,
      );
    }),
    ...legend(rows, of, lastEpoch).flatMap((line) => wrapLetters(line, width)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What was measured over one kind of inputs. */
function blocks(rows: LayerRow[], where: string): string[] {
  const { input, label } = rows[0];
  const inputs = thousands(2 ** input.ceiling);
  return [
    `I(X;T), bits: what a layer knows about the input${where}; at most log2 ${inputs} = ${fixed(input.ceiling, decimalsOf(rows, "input"))}`,
    ...block(rows, "input", ["status"], (row) => [
      [row.statusShare < 1 ? `${row.status}*` : row.status, "left"],
    ]),
    "",
    `I(T;Y), bits: what a layer knows about the label${where}; at most H(Y) = ${fixed(label.ceiling, decimalsOf(rows, "label"))}`,
    ...block(rows, "label", ["states", "alone"], (row) => [
      [count(row.states.mean), "right"],
      [percent(row.singletonShare.mean), "right"],
    ]),
    "",
  ];
}

function block(
  rows: LayerRow[],
  quantity: "input" | "label",
  extraNames: string[],
  extra: (row: LayerRow) => Cell[],
): string[] {
  const decimals = decimalsOf(rows, quantity);
  const extraSides = extra(rows[0]).map(([, side]) => side);
  const header: Cell[] = [
    ["layer", "left"],
    ["counted as", "left"],
    ["start", "right"],
    ["peak", "right"],
    ["at epoch", "right"],
    ["end", "right"],
    ["drop", "right"],
    ...extraNames.map((name, index): Cell => [name, extraSides[index]]),
  ];
  const body = rows.map((row): Cell[] => {
    const one = row[quantity];
    return [
      [row.layer, "left"],
      [row.estimator, "left"],
      [fixed(one.start.mean, decimals), "right"],
      [fixed(one.peak.mean, decimals), "right"],
      [thousands(one.peakEpoch), "right"],
      [withError(one.end, decimals), "right"],
      [withError(one.drop, decimals), "right"],
      ...extra(row),
    ];
  });
  return align([header, ...body]);
}

/** Decimals for a quantity of all rows: 2 or 3 for I(X;T), 3 for I(T;Y), which is smaller. */
export function decimalsOf(rows: LayerRow[], quantity: "input" | "label"): number {
  if (quantity === "label") return 3;
  return meaningfulDecimals(
    rows.flatMap(({ input }) => [input.end.standardError, input.drop.standardError]),
  );
}

function legend(rows: LayerRow[], of: string, lastEpoch: number): string[] {
  const error =
    rows[0].repetitions > 1 ? ", ± standard error; the peak is that of the mean curve" : "";
  const statuses = [...new Set(rows.map((row) => row.status))];
  return [
    `Values: ${of}${error}. start: first measurement; end: epoch ${thousands(lastEpoch)}; drop: peak minus end (compression). T1 is the first layer, ${rows[rows.length - 1].layer} the output.`,
    "states: distinct states at the end; alone: share of inputs that have a state of their own.",
    ...(rows.some((row) => row.statusShare < 1) ? ["*: of part of the measurements only."] : []),
    ...statuses.map((status) => `${status}: ${STATUS_MEANING[status]}.`),
    ...lostLine(rows),
    ...valueNotes(rows),
  ];
}

/** Which states do not tell the prediction, and what they lose of it. */
function lostLine(rows: LayerRow[]): string[] {
  const counted = rows.flatMap(({ lostPrediction: lost, ...row }) =>
    lost ? [{ ...row, lost }] : [],
  );
  if (counted.length === 0) return rows.some(isCount) ? [`Of the states ${NOT_COUNTED}.`] : [];
  const [{ lost: some, repetitions }] = counted;
  const each = inEachCounted(some.counted, repetitions);
  const lossy = counted.filter(({ lost }) => !isValid(lost));
  if (lossy.length === 0) {
    return [`All states tell what the network predicts at the end: H(prediction | T) = 0 ${each}.`];
  }
  const several = inputKinds(rows).length > 1;
  const words = lossy.map(
    ({ estimator, inputs, layer, lost }) =>
      `${layer} (${estimator}${several ? `, ${INPUTS_NAME[inputs]}` : ""}) ${lostBits(lost)}, 0 in ${validIn(lost)}`,
  );
  return [
    `Lost of the prediction at the end, H(prediction | T), bits: ${words.join("; ")}${lossy.length < counted.length ? `; of the other counts of states it is 0 ${each}` : ""}.`,
  ];
}
