import { dirname, join } from "node:path";
import { parseHTML } from "linkedom";
import { boundFigures } from "../figures/bound-figures.js";
import { boundPage } from "../figures/bound-page.js";
import type { StudyResults } from "../figures/bound-text.js";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import { isPagePath } from "./folder-option.js";
import { xyFigureFiles } from "./xy-files.js";

/**
 * Writes a study of bounds as one page, where `out` ends in ".html"; else bounds.html, bounds.json
 * and the figures as SVG, CSV and LaTeX into the folder `out`, which is made if it is not there. The
 * same study gives the same bytes. Returns the paths, the page first.
 */
export function writeBoundReport(results: StudyResults, out: string): string[] {
  const { document } = parseHTML("<html><body></body></html>");
  const page = boundPage(results, document);
  if (isPagePath(out)) {
    makeFolder(dirname(out));
    writeFileAtomic(out, page);
    return [out];
  }
  const figures = join(out, "figures");
  const name = [...new Set(results.cells.map(({ task }) => task))].join(", ");
  const files: [string, string][] = [
    [join(out, "bounds.html"), page],
    [join(out, "bounds.json"), `${JSON.stringify(withoutTimes(results), null, 1)}\n`],
    ...boundFigures(results.cells).flatMap((figure) =>
      xyFigureFiles(figures, figure, name, document),
    ),
  ];
  makeFolder(figures);
  for (const [path, content] of files) writeFileAtomic(path, content);
  return files.map(([path]) => path);
}

const withoutTimes = (results: StudyResults): StudyResults => ({
  ...results,
  cells: results.cells.map((cell) => ({
    ...cell,
    analysis: { ...cell.analysis, seconds: null },
  })),
});
