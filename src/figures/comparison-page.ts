import type { RunSummary } from "../summary/run-summary.js";
import {
  accuracyTable,
  type Compared,
  comparisonNotes,
  contrastTable,
  hasLost,
  LOST_TITLE,
  lostTable,
  verdictTable,
} from "./comparison-text.js";
import { differenceCurves, differencePanels } from "./difference-curves.js";
import { figureSection, listMarkup, pageMarkup, titledTable } from "./page-parts.js";
import type { Panel } from "./panels.js";
import { planeGrid, planeGridPanels } from "./plane-grid.js";
import { escapeMarkup } from "./serialise.js";
import type { FigureOptions } from "./svg.js";

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
  const figures = COMPARISON_FIGURES.map((figure) =>
    figureSection(figure, document, (options) => figure.draw(runs, options)),
  );
  const apart = differences.map((line) => `<li><code>${escapeMarkup(line)}</code></li>`);
  const tables = [
    { title: "Accuracy at the last measurement, per cent", ...accuracyTable(comparison) },
    { title: "I(X;T), bits", ...contrastTable(comparison, "input") },
    { title: "I(T;Y), bits", ...contrastTable(comparison, "label") },
    { title: "Verdicts", ...verdictTable(comparison) },
    ...(hasLost(comparison) ? [{ title: LOST_TITLE, ...lostTable(comparison) }] : []),
  ];
  return pageMarkup(
    `${a.name} and ${b.name}: compared`,
    `<header><h1>A: ${escapeMarkup(a.name)} (n = ${a.repetitions})<br>B: ${escapeMarkup(b.name)} (n = ${b.repetitions})</h1></header>
<section id="experiments"><h2>What differs between the experiments</h2>
${apart.length > 0 ? `<p>What differs in what decides results:</p>\n<ul>${apart.join("\n")}</ul>` : "<p>Nothing that decides results.</p>"}
${listMarkup(comparisonNotes(comparison))}</section>
${figures.join("\n")}
<section id="numbers"><h2>What differs between the planes</h2>
${tables.map((table) => titledTable({ names: 3, ...table })).join("\n")}</section>`,
  );
}
