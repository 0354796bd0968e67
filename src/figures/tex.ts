import type { RunSummary } from "../summary/run-summary.js";
import type { Panel } from "./panels.js";
import { findFigure } from "./report-figures.js";
import { texCurves } from "./tex-curves.js";
import { comment, SETTINGS } from "./tex-format.js";
import { texPlane } from "./tex-plane.js";
import { texScatter } from "./tex-scatter.js";
import { texXY } from "./tex-xy.js";

/** What a TeX file says of itself. */
export interface TexAbout {
  title: string;
  /** The experiment, and the version of infoplane. */
  experiment: string;
  version: string;
  /** Panels beside each other. */
  columns: number;
}

/**
 * The LaTeX file of a figure of the report; see texFigure. Throws RangeError when the report has no
 * figure of that name.
 */
export function figureTex(name: string, summary: RunSummary): string {
  const { title, columns, panels } = findFigure(name, summary);
  const { experiment, version } = summary;
  return texFigure(panels(summary), { title, experiment: experiment.name, version, columns });
}

/**
 * A stand-alone LaTeX file of a figure for pdflatex with the packages standalone and pgfplots; its
 * data are in it.
 */
export function texFigure(
  panels: Panel[],
  { title, experiment, version, columns }: TexAbout,
): string {
  const across = Math.min(columns, panels.length);
  const down = Math.ceil(panels.length / across);
  const body = panels.map((panel, place) => {
    const last = place === panels.length - 1;
    const where = { first: place === 0, last, panels: panels.length };
    if (panel.kind === "curves") return texCurves(panel, where);
    if (panel.kind === "xy") return texXY(panel, where);
    return panel.kind === "plane" ? texPlane(panel, where) : texScatter(panel, where);
  });
  return `% ${comment(title)}: ${comment(experiment)}. Made by infoplane ${comment(version)}.
% Compile with: pdflatex FILE. Epoch axes carry epoch + 1, so that epoch 0 has a place on them.
\\documentclass[border=4pt]{standalone}
\\usepackage{pgfplots}
\\usepgfplotslibrary{groupplots}
\\pgfplotsset{compat=1.16}
\\begin{document}
\\begin{tikzpicture}
\\begin{groupplot}[
  group style={group size=${across} by ${down}, horizontal sep=1.9cm, vertical sep=2.5cm},
  ${SETTINGS},
]
${body.join("\n")}
\\end{groupplot}
\\end{tikzpicture}
\\end{document}
`;
}
