import { fixed } from "../numerics/fixed.js";
import { type Development, inputKinds, isCount, type LayerRow } from "../summary/layers.js";
import { lostBits, NOT_COUNTED, validIn } from "../summary/lost-prediction.js";
import { count, percent, thousands } from "./format.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { decimalsOf } from "./layer-table-text.js";
import { withError } from "./measured-words.js";
import { escapeMarkup } from "./serialise.js";
import { describeStatus } from "./status-words.js";
import { valueNotes } from "./value-notes.js";

/** The table of layers as HTML: one table for I(X;T), one for I(T;Y). */
export function tableMarkup(rows: LayerRow[]): string {
  const { repetitions, lastEpoch } = rows[0];
  const of =
    repetitions > 1
      ? `Means over ${repetitions} repetitions ± one standard error, from every measurement. The peak is the largest value of the mean curve.`
      : "One repetition, every measurement; without standard errors.";
  const note = `${of} Start is the first measurement, end the last (epoch ${thousands(lastEpoch)}), drop the peak minus the end. States are the distinct states at the end; alone is the share of inputs that have a state of their own.`;
  const kinds = inputKinds(rows);
  const tables = kinds.map((kind) => {
    const own = rows.filter(({ inputs }) => inputs === kind);
    const where = kinds.length > 1 ? ` over ${INPUTS_NAME[kind]}` : "";
    return `${table(own, "input", where)}
${table(own, "label", where)}`;
  });
  const notes = [note, ...lostNote(rows), ...valueNotes(rows)].map(noteMarkup);
  return `${tables.join("\n")}\n${notes.join("\n")}`;
}

const isCounted = (rows: LayerRow[]) => rows.some(({ lostPrediction }) => lostPrediction);

/** Nothing of estimators that count no states. */
function lostNote(rows: LayerRow[]): string[] {
  if (isCounted(rows)) {
    return [
      `${LOST} = H(prediction | T) is what states lose of the network's prediction at the end, bits; valid is in how many repetitions that is 0, so that the prediction is a function of the states (derived here). "-": not counted, of what counts no states or corrects its count.`,
    ];
  }
  return rows.some(isCount) ? [`Of the states ${NOT_COUNTED}.`] : [];
}

const LOST = "H(Ŷ|T)";

/** A remark below a table. */
export const noteMarkup = (note: string): string => `<p class="note">${escapeMarkup(note)}</p>`;

function table(rows: LayerRow[], quantity: "input" | "label", where: string): string {
  const decimals = decimalsOf(rows, quantity);
  const ceiling = fixed(rows[0][quantity].ceiling, decimals);
  const isInput = quantity === "input";
  const caption = isInput
    ? `I(X;T), bits: what a layer knows about the input${where} (at most ${ceiling})`
    : `I(T;Y), bits: what a layer knows about the label${where} (at most ${ceiling})`;
  const lost = isCounted(rows) ? [LOST, "valid"] : [];
  const extra = isInput ? ["states", "alone"] : lost;
  const head = ["start", "peak", "at epoch", "end", "drop", ...extra]
    .map((name) => `<th scope="col">${name}</th>`)
    .join("");
  const body = rows.map((row) => {
    const more = isInput ? occupancy(row) : lost.length > 0 ? validity(row) : [];
    const cells = [...values(row[quantity], decimals), ...more];
    const numbers = cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("");
    const estimator = `<td class="name">${escapeMarkup(row.estimator)}</td>`;
    const status = `<td class="name">${escapeMarkup(describeStatus(row))}</td>`;
    return `<tr><th scope="row" class="name">${escapeMarkup(row.layer)}</th>${estimator}${numbers}${status}</tr>`;
  });
  return `<h3>${caption}</h3>
<div class="scroll" tabindex="0"><table aria-label="${caption}">
<thead><tr><th scope="col" class="name">layer</th><th scope="col" class="name">counted as</th>${head}<th scope="col" class="name">status</th></tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

const values = ({ start, peak, peakEpoch, end, drop }: Development, decimals: number) => [
  withError(start, decimals),
  withError(peak, decimals),
  thousands(peakEpoch),
  withError(end, decimals),
  withError(drop, decimals),
];

const validity = ({ lostPrediction: lost }: LayerRow) =>
  lost ? [lostBits(lost), validIn(lost)] : ["-", "-"];

const occupancy = ({ states, singletonShare }: LayerRow) => [
  count(states.mean),
  percent(singletonShare.mean),
];
