import { dirname, join } from "node:path";
import { parseHTML } from "linkedom";
import { COMPARISON_FIGURES, comparisonPage } from "../figures/comparison-page.js";
import type { Compared } from "../figures/comparison-text.js";
import { compareRuns } from "../summary/compare.js";
import { type RunSummary, summariseRun } from "../summary/run-summary.js";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import { differences } from "./differences.js";
import { BadInput } from "./errors.js";
import { figureFiles } from "./figure-files.js";
import { isPagePath } from "./folder-option.js";
import { readRun } from "./repetition-files.js";
import { isRunFolder, openRunFolder, runState } from "./run-folder.js";
import { isSummaryFolder, readSummary } from "./summary-files.js";

/**
 * The summary of a run's folder, or of a summary's. Throws BadInput when it is neither, and when the
 * run is not finished, unless that is allowed.
 */
export async function readForComparison(
  folder: string,
  { unfinished = false } = {},
): Promise<RunSummary> {
  if (!isRunFolder(folder) && isSummaryFolder(folder)) return readSummary(folder);
  const state = runState(await openRunFolder(folder));
  if (state.finished === 0 || (state.finished < state.repetitions && !unfinished)) {
    const anyway =
      state.finished > 0 ? ", or compare what is finished of it with --unfinished" : "";
    throw new BadInput(
      `${folder} is not finished: ${state.finished} of ${state.repetitions} repetitions are there. Go on with: infoplane resume ${folder}${anyway}`,
    );
  }
  return summariseRun(await readRun(folder));
}

/** Compares two runs. Throws BadInput when that is not possible: no common layer, no phases. */
export function compareSummaries(a: RunSummary, b: RunSummary): Compared {
  const about = ({ experiment, repetitions }: RunSummary) => ({
    name: experiment.name,
    repetitions: repetitions.length,
  });
  try {
    return {
      ...{ a: about(a), b: about(b) },
      differences: differences(a.experiment, b.experiment, ["in A", "in B"]),
      comparison: compareRuns(a, b),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadInput(error.message);
  }
}

/**
 * Writes a comparison as one page, where `out` ends in ".html"; else comparison.html and its figures
 * as SVG, CSV and LaTeX into the folder `out`, which is made if it is not there. Returns the paths,
 * the page first.
 */
export function writeComparison(
  runs: { a: RunSummary; b: RunSummary },
  compared: Compared,
  out: string,
): string[] {
  const { document } = parseHTML("<html><body></body></html>");
  const page = comparisonPage(runs, compared, document);
  if (isPagePath(out)) {
    makeFolder(dirname(out));
    writeFileAtomic(out, page);
    return [out];
  }
  const figures = join(out, "figures");
  const experiment = `${compared.a.name} and ${compared.b.name}`;
  const files: [path: string, content: string][] = [
    [join(out, "comparison.html"), page],
    ...COMPARISON_FIGURES.flatMap(({ name, title, draw, panels }) =>
      figureFiles(figures, {
        name,
        figure: draw(runs, { document }),
        panels: panels(runs),
        about: { title, experiment, version: runs.a.version, columns: 2 },
      }),
    ),
  ];
  makeFolder(figures);
  for (const [path, content] of files) writeFileAtomic(path, content);
  return files.map(([path]) => path);
}
