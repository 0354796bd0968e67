import type { RunResults } from "../experiment/results.js";
import type { RunSummary } from "../summary/run-summary.js";

/** As in ../node/report.js, whose drawing library is loaded only when a report is written. */
export async function writeReport(
  run: RunResults | RunSummary,
  directory: string,
): Promise<string[]> {
  const report = await import("../node/report.js");
  return report.writeReport(run, directory);
}
