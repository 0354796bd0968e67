import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { parseHTML } from "linkedom";
import { studyNetworks } from "../experiment/study.js";
import { studyPage } from "../figures/study-page.js";
import type { StudyEntry } from "../figures/study-table.js";
import { summariseRun } from "../summary/run-summary.js";
import { writeFileAtomic } from "./atomic.js";
import { writeReport } from "./report.js";
import type { FinishedNetwork } from "./study.js";
import { isSummaryFolder, readSummary, writeSummary } from "./summary-files.js";

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
 * those of former calls among them; returns its path.
 */
export async function reportStudy(folder: string): Promise<string> {
  const entries: StudyEntry[] = [];
  for (const { group, preset, title } of studyNetworks) {
    if (!isSummaryFolder(summaryPath(folder, preset))) continue;
    const summary = await readSummary(summaryPath(folder, preset));
    const own = join(folder, preset, "report.html");
    const link = existsSync(own) ? relative(folder, own) : undefined;
    entries.push({ group, title, summary, ...(link === undefined ? {} : { link }) });
  }
  const { document } = parseHTML("<html><body></body></html>");
  const path = join(folder, "report.html");
  writeFileAtomic(path, studyPage(entries, document));
  return path;
}
