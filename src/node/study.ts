import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RunResults } from "../experiment/results.js";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import { type RunEvent, type RunOptions, runExperiment } from "./run.js";
import { readJson, toJson } from "./run-folder.js";
import type { PlannedNetwork } from "./study-plan.js";

/** What happens during a study: a `network` event, then those of its run. */
export type StudyEvent =
  | { type: "network"; index: number; network: PlannedNetwork }
  | { type: "run"; event: RunEvent };

export interface StudyOptions
  extends Pick<RunOptions, "workers" | "data" | "signal" | "checkpointEvery"> {
  onProgress?(event: StudyEvent): void;
}

/** A network whose wanted repetitions are all there. */
export interface FinishedNetwork {
  network: PlannedNetwork;
  results: RunResults;
  /** Seconds spent on its run in this folder, in all calls together; undefined when not known. */
  wallSeconds?: number;
}

/** Seconds spent on each run, by preset: kept beside the runs, which hold no times. */
type Times = Record<string, number | undefined>;

const timesPath = (folder: string) => join(folder, "times.json");

/**
 * Works a plan off, network after network, and gives each as it is finished. A study that was stopped
 * or killed is gone on with by planning and running it again. Throws as runExperiment.
 */
export async function* runStudy(
  plan: readonly PlannedNetwork[],
  folder: string,
  options: StudyOptions = {},
): AsyncGenerator<FinishedNetwork> {
  const { onProgress, ...runOptions } = options;
  makeFolder(folder);
  for (const [index, network] of plan.entries()) {
    onProgress?.({ type: "network", index, network });
    const started = performance.now();
    let results: RunResults;
    try {
      ({ results } = await runExperiment(network.experiment, {
        ...runOptions,
        out: network.folder,
        onProgress: (event) => onProgress?.({ type: "run", event }),
      }));
    } finally {
      if (network.missing > 0)
        addTime(folder, network.preset, (performance.now() - started) / 1000);
    }
    yield { network, results, wallSeconds: readTimes(folder)[network.preset] };
  }
}

function readTimes(folder: string): Times {
  return existsSync(timesPath(folder)) ? (readJson(timesPath(folder)) as Times) : {};
}

function addTime(folder: string, preset: string, seconds: number): void {
  const times = readTimes(folder);
  times[preset] = (times[preset] ?? 0) + seconds;
  writeFileAtomic(timesPath(folder), toJson(times));
}
