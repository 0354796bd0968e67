import { join, relative } from "node:path";
import { parseHTML } from "linkedom";
import { studyPage } from "../figures/study-page.js";
import type { StudyEntry } from "../figures/study-table.js";
import { summariseRun } from "../summary/run-summary.js";
import { writeFileAtomic } from "./atomic.js";
import { writeReport } from "./report.js";
import type { FinishedNetwork } from "./study.js";
import { writeSummary } from "./summary-files.js";

/**
 * Writes a network's own report into its run's folder and its summary into summaries/<preset> of the
 * study's folder. Returns its entry of the combined report.
 */
export async function reportNetwork(
  { network, results, wallSeconds }: FinishedNetwork,
  folder: string,
): Promise<StudyEntry> {
  const { group, preset, title } = network;
  const [link] = await writeReport(results, network.folder);
  const summary = summariseRun(results, { seconds: wallSeconds });
  writeSummary(summary, join(folder, "summaries", preset));
  return { group, title, summary, link: relative(folder, link) };
}

/** Writes report.html, the combined report, into the study's folder; returns its path. */
export function reportStudy(entries: readonly StudyEntry[], folder: string): string {
  const { document } = parseHTML("<html><body></body></html>");
  const path = join(folder, "report.html");
  writeFileAtomic(path, studyPage(entries, document));
  return path;
}
