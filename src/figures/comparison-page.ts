import type { RunSummary } from "../summary/run-summary.js";
import {
  accuracyTable,
  type Compared,
  comparisonNotes,
  contrastTable,
  verdictTable,
} from "./comparison-text.js";
import { differenceCurves, differencePanels } from "./difference-curves.js";
import { pageStyle } from "./page-style.js";
import type { Panel } from "./panels.js";
import { planeGrid, planeGridPanels } from "./plane-grid.js";
import { escapeMarkup, inlineMarkup } from "./serialise.js";
import type { WordTable } from "./study-table.js";
import type { FigureOptions } from "./svg.js";

const WIDE = 1040;
const NARROW = 358;

type Runs = { a: RunSummary; b: RunSummary };

/** A figure of two runs, with the words that go with it. */
export interface ComparisonFigure {
  /** Name of its file, without ".svg". */
  name: string;
  title: string;
  caption: string;
  draw: (runs: Runs, options: FigureOptions) => SVGSVGElement;
  panels: (runs: Runs) => Panel[];
}

const titled = ({ a, b }: Runs) => [
  { title: `A: ${a.experiment.name}`, summary: a },
  { title: `B: ${b.experiment.name}`, summary: b },
];

/** The figures of a comparison, in their order. */
export const COMPARISON_FIGURES: ComparisonFigure[] = [
  {
    name: "planes",
    title: "The two information planes",
    caption: "A on the left, B on the right, on the same axes and the same colour scale.",
    draw: (runs, options) => planeGrid(titled(runs), { ...options, columns: 2 }),
    panels: (runs) => planeGridPanels(titled(runs)),
  },
  {
    name: "difference-curves",
    title: "Differences against epoch",
    caption:
      "What each layer knows more in B than in A, at the epochs on true labels that both summaries have: difference of the means, with 1.96 standard errors either side, as of independent samples. Above the dashed line B knows more.",
    draw: differenceCurves,
    panels: differencePanels,
  },
];

/**
 * The comparison as one self-contained HTML page, as the report: no network, no scripts, the same
 * runs give the same bytes.
 */
export function comparisonPage(runs: Runs, compared: Compared, document: Document): string {
  const { a, b, differences, comparison } = compared;
  const title = escapeMarkup(`${a.name} and ${b.name}`);
  const figures = COMPARISON_FIGURES.map(({ name, title: heading, caption, draw }) => {
    const drawn = [WIDE, NARROW].map((width) => {
      const size = width === WIDE ? "wide" : "narrow";
      return `<div class="${size}">${inlineMarkup(draw(runs, { document, width }))}</div>`;
    });
    return `<section id="${name}"><h2>${heading}</h2>
<figure>${drawn.join("\n")}
<figcaption>${caption}</figcaption></figure></section>`;
  });
  const apart = differences.map((line) => `<li><code>${escapeMarkup(line)}</code></li>`);
  const notes = comparisonNotes(comparison).map((line) => `<li>${escapeMarkup(line)}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}: compared</title>
<style>${pageStyle()}</style>
</head>
<body>
<main>
<header><h1>A: ${escapeMarkup(a.name)} (n = ${a.repetitions})<br>B: ${escapeMarkup(b.name)} (n = ${b.repetitions})</h1></header>
<section id="experiments"><h2>What differs between the experiments</h2>
${apart.length > 0 ? `<p>In A, not in B:</p>\n<ul>${apart.join("\n")}</ul>` : "<p>Nothing that decides results.</p>"}
<ul>${notes.join("\n")}</ul></section>
${figures.join("\n")}
<section id="numbers"><h2>What differs between the planes</h2>
${table("Accuracy at the last measurement, per cent", accuracyTable(comparison))}
${table("I(X;T), bits", contrastTable(comparison, "input"))}
${table("I(T;Y), bits", contrastTable(comparison, "label"))}
${table("Verdicts", verdictTable(comparison))}</section>
</main>
</body>
</html>
`;
}

function table(caption: string, { columns, rows }: WordTable): string {
  const side = (place: number) => (place < 3 ? ' class="name"' : "");
  const head = columns.map((name, i) => `<th scope="col"${side(i)}>${escapeMarkup(name)}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, i) => `<td${side(i)}>${escapeMarkup(cell.trim())}</td>`).join("")}</tr>`,
  );
  return `<h3>${caption}</h3>
<div class="scroll" tabindex="0"><table aria-label="${caption}">
<thead><tr>${head.join("")}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}
