import { join } from "node:path";
import type { Experiment } from "../experiment/schema.js";
import { type RunOutcome, runExperiment } from "../node/run.js";
import { summariseRun } from "../summary/run-summary.js";
import { formatDuration } from "./duration.js";
import { type Interrupt, listenForInterrupt } from "./interrupt.js";
import { createProgress, type Progress } from "./progress.js";
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
  const progress = createProgress(process.stderr, options);
  let stopping = "stopping after this epoch, with a checkpoint; Ctrl-C again quits at once";
  const interrupt = listenForInterrupt(
    () => progress.note(stopping),
    () => progress.stop(),
  );
  try {
    const { folder, results } = await run(experiment, options, progress, interrupt);
    stopping = "all repetitions are finished; Ctrl-C again quits without the report";
    const report = options.report ? await writeReport(results, folder) : [];
    const seconds = (performance.now() - started) / 1000;
    const summary = briefly(summariseRun(results));
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ folder, ...summary, seconds, report }, null, 2)}\n`
        : resultLines(formatSummary(summary), seconds, folder, report),
    );
  } finally {
    interrupt.dispose();
  }
}

function resultLines(summary: string, seconds: number, folder: string, report: string[]): string {
  const lines = [
    summary,
    `time       ${formatDuration(seconds)}`,
    `results    ${join(folder, "repetitions")}`,
    ...report.filter((path) => path.endsWith(".html")).map((path) => `report     ${path}`),
  ];
  return `${lines.join("\n")}\n`;
}

async function run(
  experiment: Experiment,
  { out, workers, data, checkpointEvery }: ExecuteOptions,
  progress: Progress,
  { signal }: Interrupt,
): Promise<RunOutcome> {
  try {
    return await runExperiment(experiment, {
      ...{ out, workers, data, checkpointEvery, signal },
      onProgress: (event) => progress.event(event),
    });
  } finally {
    progress.stop();
  }
}
