import {
  CLAIM_SOURCE,
  CLAIMS_NOTE,
  type Claim,
  type ClaimTable,
  claimVerdict,
} from "../claims/claim.js";
import { networksWords } from "../claims/networks.js";
import { phaseRule } from "../phases/words.js";
import { claimCaption, claimFigure } from "./claim-figure.js";
import { figureMarkup, listMarkup, pageMarkup } from "./page-parts.js";
import { escapeMarkup } from "./serialise.js";

/**
 * Claims held against runs as one self-contained HTML page: no network, no scripts, light and dark;
 * the same claims give the same bytes.
 */
export function claimsPage(claims: readonly Claim[], document: Document): string {
  const title = "Claims, held against the runs";
  return pageMarkup(
    title,
    `<header><h1>${title}</h1>
<p>Each claim with its verdict, the rule that the verdict follows, and what was found in the networks at hand.</p></header>
<section id="verdicts"><h2>Verdicts</h2>
${overview(claims)}
<p class="note">${CLAIMS_NOTE}</p></section>
${claims.map((claim) => section(claim, document)).join("\n")}
<section id="rule"><h2>Verdicts on single layers</h2>
${listMarkup(phaseRule())}</section>`,
  );
}

function overview(claims: readonly Claim[]): string {
  const items = claims.map(
    (claim) =>
      `<li><strong>${claimVerdict(claim)}</strong>: <a href="#${claim.name}">${escapeMarkup(claim.statement)}</a> (${CLAIM_SOURCE[claim.from]}; networks: ${claim.networks.length})</li>`,
  );
  return `<ul>${items.join("\n")}</ul>`;
}

function section(claim: Claim, document: Document): string {
  const { adjustment, findings, name, networks, plots, provisional, rule, statement } = claim;
  const figure =
    plots.length > 0
      ? figureMarkup(claimCaption(claim), document, (options) => claimFigure(claim, options))
      : "";
  return `<section id="${name}"><h2>${escapeMarkup(statement)}</h2>
<p><strong>${claimVerdict(claim)}</strong> (${CLAIM_SOURCE[claim.from]})</p>
${provisional === undefined ? "" : `<p>${escapeMarkup(provisional)}</p>\n`}<p class="note">${escapeMarkup(rule)}</p>
<p class="note">Adjustment: ${escapeMarkup(adjustment)}</p>
<p class="note">Repetitions: ${escapeMarkup(networksWords(networks))}.</p>
${listMarkup(findings)}
${figure}
${claim.tables.map(tableMarkup).join("\n")}</section>`;
}

function tableMarkup({ columns, rows, title }: ClaimTable): string {
  const head = columns.map((name) => `<th scope="col" class="name">${escapeMarkup(name)}</th>`);
  const body = rows.map(([name, ...cells]) => {
    const values = cells.map((cell) => `<td class="name">${breakable(cell)}</td>`).join("");
    return `<tr><th scope="row" class="name">${escapeMarkup(name)}</th>${values}</tr>`;
  });
  return `<h3>${escapeMarkup(title)}</h3>
<div class="scroll" tabindex="0"><table class="words" aria-label="${escapeMarkup(title)}">
<thead><tr>${head.join("")}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

/** A cell that may break between a number, its interval and its verdict, but not within them. */
const breakable = (cell: string) =>
  escapeMarkup(cell).replace(/\[[^\]]*\]|\([^)]*\)/g, '<span class="whole">$&</span>');
