import { join } from "node:path";
import { csv } from "../figures/csv.js";
import { panelData } from "../figures/figure-data.js";
import type { Panel } from "../figures/panels.js";
import { standaloneMarkup } from "../figures/serialise.js";
import { type TexAbout, texFigure } from "../figures/tex.js";

/** A figure that has been drawn, and what it shows. */
export interface DrawnFigure {
  /** Name of its files, without ending. */
  name: string;
  figure: SVGSVGElement;
  panels: Panel[];
  about: TexAbout;
}

/** Paths and contents of a figure in a folder: SVG, its data as CSV, and both as LaTeX (pgfplots). */
export function figureFiles(
  folder: string,
  { about, figure, name, panels }: DrawnFigure,
): [path: string, content: string][] {
  return [
    [join(folder, `${name}.svg`), standaloneMarkup(figure)],
    [join(folder, `${name}.csv`), csv(panelData(panels))],
    [join(folder, `${name}.tex`), texFigure(panels, about)],
  ];
}
