import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { RunResults } from "../experiment/results.js";
import { reportPage } from "../figures/page.js";
import { reportFigures } from "../figures/report-figures.js";
import { isSummary, type RunSummary, summaryOf } from "../summary/run-summary.js";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import { Failure } from "./errors.js";
import { figureFiles } from "./figure-files.js";

export interface ReportOptions {
  /** Width of the stand-alone figures in CSS pixels; default 1040. */
  width?: number;
}

/**
 * Writes report.html, one self-contained page, and the figures as SVG, with their data as CSV and as
 * LaTeX (pgfplots), into figures/ of a folder, which is made if it
 * is not there. Each file appears in full or not at all; the same run gives the same bytes.
 * Returns the paths, report.html first. Throws Failure when no repetition has finished or a file
 * cannot be written.
 */
export async function writeReport(
  run: RunResults | RunSummary,
  directory: string,
  options: ReportOptions = {},
): Promise<string[]> {
  if (!isSummary(run) && !run.repetitions.some(({ information }) => information.epoch.length > 0)) {
    throw new Failure(
      `nothing to report on ${run.experiment.name}: no repetition has finished yet`,
    );
  }
  const summary = summaryOf(run);
  const { document } = parseHTML("<html><body></body></html>");
  const figures = join(directory, "figures");
  const files: [path: string, content: string][] = [
    [join(directory, "report.html"), reportPage(run, document)],
    ...reportFigures(run).flatMap(({ name, title, draw, panels, columns }) => {
      const { experiment, version } = summary;
      return figureFiles(figures, {
        name,
        figure: draw(summary, { document, width: options.width }),
        panels: panels(summary),
        about: { title, experiment: experiment.name, version, columns },
      });
    }),
  ];
  makeFolder(figures);
  for (const [path, content] of files) writeFileAtomic(path, content);
  return files.map(([path]) => path);
}
