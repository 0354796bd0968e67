import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { parseHTML } from "linkedom";
import { studyNetworks } from "../experiment/study.js";
import { studyFigures } from "../figures/study-figures.js";
import { studyPage } from "../figures/study-page.js";
import type { StudyEntry } from "../figures/study-table.js";
import { summariseRun } from "../summary/run-summary.js";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import { figureFiles } from "./figure-files.js";
import { writeReport } from "./report.js";
import type { FinishedNetwork } from "./study.js";
import { isSummaryFolder, readSummary, writeSummary } from "./summary-files.js";
import { version } from "./version.js";

const summaryPath = (folder: string, preset: string) => join(folder, "summaries", preset);

/**
 * Writes a network's own report into its run's folder and its summary into summaries/<preset> of the
 * study's folder.
 */
export async function reportNetwork(
  { network, results, wallSeconds }: FinishedNetwork,
  folder: string,
): Promise<void> {
  await writeReport(results, network.folder);
  writeSummary(
    summariseRun(results, { seconds: wallSeconds }),
    summaryPath(folder, network.preset),
  );
}

/**
 * Writes report.html, the combined report on all networks that have a summary in the study's folder,
 * those of former calls among them, and its figures as SVG, CSV and LaTeX into figures/; returns the
 * path of the report.
 */
export async function reportStudy(folder: string): Promise<string> {
  const entries: StudyEntry[] = [];
  for (const { group, preset, title } of studyNetworks) {
    if (!isSummaryFolder(summaryPath(folder, preset))) continue;
    const summary = await readSummary(summaryPath(folder, preset));
    const own = join(folder, preset, "report.html");
    const link = existsSync(own) ? relative(folder, own) : undefined;
    entries.push({ group, preset, title, summary, ...(link === undefined ? {} : { link }) });
  }
  const { document } = parseHTML("<html><body></body></html>");
  const path = join(folder, "report.html");
  writeFileAtomic(path, studyPage(entries, document));
  const figures = join(folder, "figures");
  makeFolder(figures);
  for (const { columns, draw, name, panels, title } of studyFigures(entries)) {
    const about = { title, experiment: "study", version, columns };
    const drawn = { name, figure: draw({ document }), panels: panels(), about };
    for (const [file, content] of figureFiles(figures, drawn)) writeFileAtomic(file, content);
  }
  return path;
}
