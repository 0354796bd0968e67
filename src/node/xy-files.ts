import { drawXYFigure, type XYFigure } from "../figures/xy-figure.js";
import { figureFiles } from "./figure-files.js";
import { version } from "./version.js";

/** Paths and contents of a figure of series: SVG, CSV and LaTeX. */
export function xyFigureFiles(
  folder: string,
  figure: XYFigure,
  experiment: string,
  document: Document,
): [path: string, content: string][] {
  const { columns, name, panels, title } = figure;
  return figureFiles(folder, {
    name,
    figure: drawXYFigure(figure, { document }),
    panels,
    about: { title, experiment, version, columns },
  });
}
