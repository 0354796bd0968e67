import { fixed } from "../numerics/fixed.js";
import type { Phase } from "../phases/phase.js";
import { intervalWords, phaseReason, phaseRule } from "../phases/words.js";
import { inputKinds } from "../summary/layers.js";
import type { PhaseRow } from "../summary/phases.js";
import { thousands } from "./format.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { phaseDecimals } from "./phase-curves.js";
import { minimalEffects } from "./phase-table-text.js";
import { escapeMarkup } from "./serialise.js";

/** The table of phases as HTML, one per kind of inputs, and the rule they are judged by. */
export function phaseTableMarkup(rows: PhaseRow[]): string {
  const kinds = inputKinds(rows);
  const tables = kinds.map((kind) => {
    const where = kinds.length > 1 ? ` over ${INPUTS_NAME[kind]}` : "";
    return table(
      rows.filter(({ inputs }) => inputs === kind),
      where,
    );
  });
  return `${tables.join("\n")}
<p class="note">${escapeMarkup(phaseRule().join(" "))}</p>`;
}

const COLUMNS = ["bits", "95 % interval", "peak at epoch", "verdict"];

function table(rows: PhaseRow[], where: string): string {
  const caption = escapeMarkup(`Phases${where}, bits: ${minimalEffects(rows[0])}`);
  const head = ["fitting", "compression"].flatMap((kind) =>
    COLUMNS.map((name) => `<th scope="col"${side(name)}>${name === "bits" ? kind : name}</th>`),
  );
  const body = rows.map(({ layer, estimator, fitting, compression }) => {
    const cells = [...phaseCells(fitting), ...phaseCells(compression)];
    return `<tr><th scope="row" class="name">${escapeMarkup(layer)}</th><td class="name">${escapeMarkup(estimator)}</td>${cells.join("")}</tr>`;
  });
  return `<h3>${caption}</h3>
<div class="scroll" tabindex="0"><table aria-label="${caption}">
<thead><tr><th scope="col" class="name">layer</th><th scope="col" class="name">counted as</th>${head.join("")}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

function phaseCells(phase: Phase): string[] {
  const decimals = phaseDecimals(phase.kind);
  const why = phase.ground === "interval" ? "" : ` (${phaseReason(phase, decimals)})`;
  const values = [
    fixed(phase.value, decimals),
    intervalWords(phase, decimals) || "-",
    phase.ground === "unmeasured" ? "-" : thousands(phase.peakEpoch),
    `${phase.verdict}${why}`,
  ];
  return values.map((cell, place) => `<td${side(COLUMNS[place])}>${escapeMarkup(cell)}</td>`);
}

const side = (name: string) => (name === "verdict" ? ' class="name"' : "");
