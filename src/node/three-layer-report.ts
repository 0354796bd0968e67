import { join } from "node:path";
import { parseHTML } from "linkedom";
import { csv } from "../figures/csv.js";
import { panelData } from "../figures/figure-data.js";
import { informationPlane, informationPlanePanels } from "../figures/information-plane.js";
import { standaloneMarkup } from "../figures/serialise.js";
import { texFigure } from "../figures/tex.js";
import { threeLayerFigures } from "../figures/three-layer-figures.js";
import { threeLayerPage } from "../figures/three-layer-page.js";
import { summariseRun } from "../summary/run-summary.js";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import type { ThreeLayerResults } from "./three-layer.js";
import { version } from "./version.js";
import { xyFigureFiles } from "./xy-files.js";

/**
 * Writes report.html and the figures as SVG, CSV and LaTeX into a comparison's folder. The same
 * results give the same bytes. Returns the paths, the page first.
 */
export function writeThreeLayerReport(results: ThreeLayerResults, folder: string): string[] {
  const { document } = parseHTML("<html><body></body></html>");
  const summary = results.quantised && summariseRun(results.quantised);
  const figures = join(folder, "figures");
  const { name } = results.comparison;
  const files: [string, string][] = [
    [join(folder, "report.html"), threeLayerPage(results, summary, document)],
    ...threeLayerFigures(results).flatMap((figure) =>
      xyFigureFiles(figures, figure, name, document),
    ),
  ];
  if (summary) {
    const panels = informationPlanePanels(summary);
    const about = { title: "Information plane", experiment: name, version, columns: 2 };
    files.push(
      [
        join(figures, "information-plane.svg"),
        standaloneMarkup(informationPlane(summary, { document })),
      ],
      [join(figures, "information-plane.csv"), csv(panelData(panels))],
      [join(figures, "information-plane.tex"), texFigure(panels, about)],
    );
  }
  makeFolder(figures);
  for (const [path, content] of files) writeFileAtomic(path, content);
  return files.map(([path]) => path);
}
