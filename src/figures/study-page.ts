import { figureMarkup, pageMarkup } from "./page-parts.js";
import { escapeMarkup } from "./serialise.js";
import { bitsFigure, groupFigures, type StudyFigure } from "./study-figures.js";
import { STUDY_NOTE, type StudyEntry, studyGroups, studyTable } from "./study-table.js";

/**
 * The networks of a study as one self-contained HTML page: a grid of information planes per group, a
 * table of all networks, links to their own reports where these are given. No network, no scripts,
 * light and dark; the same entries give the same bytes. There must be an entry.
 */
export function studyPage(
  entries: readonly StudyEntry[],
  document: Document,
  title = "Information planes of the study",
): string {
  const figures = groupFigures(entries);
  const groups = studyGroups(entries).map(([group, own], place) =>
    section(group, names(own), figures[place], document),
  );
  const bits = bitsFigure(entries);
  const byBits = bits ? [section(bits.title, "The same networks, by bits.", bits, document)] : [];
  return pageMarkup(
    title,
    `<header><h1>${escapeMarkup(title)}</h1>
<p>Means over the n repetitions of each network: to the right what a layer keeps of the input, I(X;T), up what it tells of the label, I(T;Y), from dark to bright while the network learns. Dashed lines are the ceilings, log₂ of the number of inputs and H(Y). Hollow shapes are saturated: limited by the number of inputs, not by the layer. All planes of a group have the same axes and colours.</p></header>
${[...groups, ...byBits].join("\n")}
<section id="networks"><h2>All networks</h2>
${table(entries)}
<p class="note">${escapeMarkup(STUDY_NOTE)}</p></section>`,
  );
}

function section(title: string, caption: string, figure: StudyFigure, document: Document): string {
  const drawn = figureMarkup(caption, document, (options) => figure.draw(options));
  return `<section><h2>${escapeMarkup(title)}</h2>\n${drawn}</section>`;
}

/** The networks of a group, each with a link to its report. */
const names = (entries: StudyEntry[]) =>
  `Row by row, from the left: ${entries.map(linked).join("; ")}.`;

const linked = ({ title, link }: StudyEntry) =>
  link ? `<a href="${escapeMarkup(link)}">${escapeMarkup(title)}</a>` : escapeMarkup(title);

function table(entries: readonly StudyEntry[]): string {
  const { columns, rows } = studyTable(entries);
  const head = columns.map((name, place) => `<th scope="col"${left(place)}>${name}</th>`).join("");
  const body = rows.map(([title, ...cells], row) => {
    const values = cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("");
    return `<tr><th scope="row"${left(0)}>${linked({ ...entries[row], title })}</th>${values}</tr>`;
  });
  return `<div class="scroll" tabindex="0"><table aria-label="All networks">
<thead><tr>${head}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

const left = (place: number) => (place === 0 ? ' class="name"' : "");
