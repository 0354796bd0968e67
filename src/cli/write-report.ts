import type { RunResults } from "../experiment/results.js";

/** As in ../node/report.js, whose drawing library is loaded only when a report is written. */
export async function writeReport(results: RunResults, directory: string): Promise<string[]> {
  const report = await import("../node/report.js");
  return report.writeReport(results, directory);
}
