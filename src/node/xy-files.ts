import { join } from "node:path";
import { csv } from "../figures/csv.js";
import { panelData } from "../figures/figure-data.js";
import { standaloneMarkup } from "../figures/serialise.js";
import { texFigure } from "../figures/tex.js";
import { drawXYFigure, type XYFigure } from "../figures/xy-figure.js";
import { version } from "./version.js";

/** Paths and contents of a figure of series: SVG, CSV and LaTeX. */
export function xyFigureFiles(
  folder: string,
  figure: XYFigure,
  experiment: string,
  document: Document,
): [path: string, content: string][] {
  const { columns, name, panels, title } = figure;
  return [
    [join(folder, `${name}.svg`), standaloneMarkup(drawXYFigure(figure, { document }))],
    [join(folder, `${name}.csv`), csv(panelData(panels))],
    [join(folder, `${name}.tex`), texFigure(panels, { title, experiment, version, columns })],
  ];
}
