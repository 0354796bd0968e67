import { join } from "node:path";
import type { Experiment } from "../experiment/schema.js";
import { type RunOutcome, runExperiment } from "../node/run.js";
import { summariseRun } from "../summary/run-summary.js";
import { formatDuration } from "./duration.js";
import { listenForInterrupt } from "./interrupt.js";
import { createProgress } from "./progress.js";
import { briefly, formatSummary } from "./summary.js";
import { writeReport } from "./write-report.js";

/** Options that `run` and `resume` share. */
export interface ExecuteOptions {
  out?: string;
  workers?: number;
  data?: string;
  checkpointEvery?: number;
  report: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** Runs an experiment with progress on stderr, writes its report and prints its results. */
export async function execute(experiment: Experiment, options: ExecuteOptions): Promise<void> {
  const started = performance.now();
  const { folder, results } = await runWithProgress(experiment, options);
  const report = options.report ? await writeReport(results, folder) : [];
  const seconds = (performance.now() - started) / 1000;
  const summary = briefly(summariseRun(results));
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ folder, ...summary, seconds, report }, null, 2)}\n`);
    return;
  }
  const lines = [
    formatSummary(summary),
    `time       ${formatDuration(seconds)}`,
    `results    ${join(folder, "repetitions")}`,
    ...report.filter((path) => path.endsWith(".html")).map((path) => `report     ${path}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function runWithProgress(
  experiment: Experiment,
  { out, workers, data, checkpointEvery, quiet }: ExecuteOptions,
): Promise<RunOutcome> {
  const progress = createProgress(process.stderr, { quiet });
  const interrupt = listenForInterrupt(
    () => progress.note("stopping after this epoch, with a checkpoint; Ctrl-C again quits at once"),
    () => progress.stop(),
  );
  try {
    return await runExperiment(experiment, {
      ...{ out, workers, data, checkpointEvery },
      signal: interrupt.signal,
      onProgress: (event) => progress.event(event),
    });
  } finally {
    progress.stop();
    interrupt.dispose();
  }
}
