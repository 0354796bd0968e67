import type { RunResults } from "../experiment/results.js";
import { layerTable } from "../summary/layer-table.js";
import { isCount, type LayerRow } from "../summary/layers.js";
import { type PhaseRow, phaseTable } from "../summary/phases.js";
import { type RunSummary, summaryOf } from "../summary/run-summary.js";
import { figureSection, pageMarkup } from "./page-parts.js";
import { phaseTableMarkup } from "./page-phases.js";
import { summarySentences } from "./page-summary.js";
import { noteMarkup, tableMarkup } from "./page-table.js";
import { reportFigures } from "./report-figures.js";
import { escapeMarkup } from "./serialise.js";
import { missingNotes } from "./value-notes.js";

/**
 * The report as one self-contained HTML page: no network, no scripts, light and dark. Every figure
 * is there twice, laid out for wide and for narrow windows. The same results give the same bytes.
 */
export function reportPage(run: RunResults | RunSummary, document: Document): string {
  const summary = summaryOf(run);
  const { experiment, version } = summary;
  const figures = reportFigures(run).map((figure) =>
    figureSection(figure, document, (options) => figure.draw(summary, options)),
  );
  const sentences = summarySentences(summary).map((one) => `<li>${escapeMarkup(one)}</li>`);
  const about = experiment.description ? `<p>${escapeMarkup(experiment.description)}</p>` : "";
  return pageMarkup(
    `${experiment.name}: information plane`,
    `<header><h1>${escapeMarkup(experiment.name)}</h1>
${about}</header>
<section id="summary"><h2>In short</h2>
<ul>
${sentences.join("\n")}
</ul></section>
${figures.join("\n")}
${summary.phases ? phaseSection(phaseTable(summary.phases)) : ""}<section id="layers"><h2>Layer by layer</h2>
${tables(layerTable(summary), tableMarkup)}
${missingNotes(summary.layers, summary.repetitions.length).map(noteMarkup).join("\n")}</section>
<section id="reproduce"><h2>Reproduce</h2>
<p>Made with infoplane ${escapeMarkup(version)}. The same experiment document, seed and version give the same bits on any machine and with any number of workers. Save the document below as <code>experiment.json</code> and run:</p>
<pre><code>infoplane run experiment.json</code></pre>
<details><summary>The experiment document</summary>
<pre><code>${escapeMarkup(JSON.stringify(experiment, null, 2))}</code></pre>
</details></section>`,
  );
}

const phaseSection = (
  rows: PhaseRow[],
) => `<section id="phase-table"><h2>Phases, layer by layer</h2>
${tables(rows, phaseTableMarkup)}</section>
`;

/** A table of the counts, and one of the estimators to be opened where there are any. */
function tables<Row extends Pick<LayerRow, "estimator">>(
  rows: Row[],
  markup: (rows: Row[]) => string,
): string {
  const estimated = rows.filter((row) => !isCount(row));
  const more =
    estimated.length > 0
      ? `\n<details><summary>By the estimators</summary>\n${markup(estimated)}</details>`
      : "";
  return `${markup(rows.filter(isCount))}${more}`;
}
