import { summariseCells } from "../bounds/study.js";
import { boundFigures } from "./bound-figures.js";
import {
  analysisTables,
  assumptions,
  bounds,
  certificateTable,
  groupEigenvalueTable,
  groupTables,
} from "./bound-tables.js";
import { aboutStudy, type StudyResults } from "./bound-text.js";
import { figureSection, listMarkup, pageMarkup, titledTable } from "./page-parts.js";
import { escapeMarkup } from "./serialise.js";
import { drawXYFigure } from "./xy-figure.js";

/** Where what the pages on bounds show comes from. */
export const BOUNDS_SOURCE =
  "Derived here, in the spirit of Gatmiry, Jegelka & Kelner, Adaptive generalization and optimization of three-layer neural networks, ICLR 2022, whose published abstract says that the generalisation bound of three-layer networks adapts over a family of kernels, the NTK among them. No theorem of it is quoted.";

/** A study of bounds as one page; without times, so that the same study gives the same bytes. */
export function boundPage(results: StudyResults, document: Document): string {
  const { cells } = results;
  const groups = summariseCells(cells);
  const title = [...new Set(cells.map(({ task }) => task))].join(", ");
  const tables =
    cells.length === 1
      ? analysisTables({ ...cells[0].analysis, seconds: null })
      : [...groupTables(groups), certificateTable(groups), groupEigenvalueTable(groups)];
  const figures = boundFigures(cells).map((figure) =>
    figureSection(figure, document, (options) => drawXYFigure(figure, options)),
  );
  return pageMarkup(
    `${title}: kernels and bounds`,
    `<header><h1>Kernels and bounds: ${escapeMarkup(title)}</h1></header>
<section id="summary"><h2>What was compared</h2>
${listMarkup([...aboutStudy(results), BOUNDS_SOURCE])}</section>
${figures.join("\n")}
<section id="numbers"><h2>In numbers</h2>
${tables.map(titledTable).join("\n")}</section>
<section id="assumptions"><h2>What the bounds assume</h2>
${listMarkup(assumptions(bounds(cells[0].analysis)))}</section>`,
  );
}
