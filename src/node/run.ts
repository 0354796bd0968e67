import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { DataError } from "../data/errors.js";
import { MemoryError } from "../engine/arena.js";
import { experimentHash } from "../experiment/hash.js";
import { parseExperiment } from "../experiment/parse.js";
import type { RunResults } from "../experiment/results.js";
import { totalEpochs } from "../experiment/schedule.js";
import type { Experiment, ExperimentDocument } from "../experiment/schema.js";
import { createWorkspace, type Workspace } from "../experiment/workspace.js";
import { removeEmptyFolder } from "./atomic.js";
import { loadDataset } from "./datasets.js";
import type { DownloadProgress } from "./download.js";
import { BadInput, Failure, Interrupted } from "./errors.js";
import { checkFolderOption } from "./folder-option.js";
import { guardListener } from "./listener.js";
import { acquireLock } from "./lock.js";
import type {
  RepetitionProgress,
  RepetitionSummary,
  WorkerFailure,
  WorkerSetup,
} from "./protocol.js";
import { checkRepetition, readRun, removeSpentCheckpoints } from "./repetition-files.js";
import {
  beginRun,
  claimFolder,
  continueRun,
  defaultFolder,
  finishedRepetitions,
  isRunFolder,
  lockPath,
  type RunFolder,
  tidyRunFolder,
} from "./run-folder.js";
import { runPool } from "./worker-pool.js";

/** What happens during a run, in order: one `begin`, `download` when data is fetched, the others. */
export type RunEvent =
  | {
      type: "begin";
      folder: string;
      workers: number;
      epochs: number;
      /** Repetitions wanted in all, and those that were finished before. */
      repetitions: number;
      finished: number[];
    }
  | ({ type: "download" } & DownloadProgress)
  | ({ type: "progress"; worker: number } & RepetitionProgress)
  | ({ type: "finished"; worker: number } & RepetitionSummary)
  | ({ type: "stopped"; worker: number } & RepetitionProgress)
  | { type: "failed"; worker: number; repetition: number; message: string };

export interface RunOptions {
  /** Folder of the run; default runs/<name>-<hash>. A run that is there is continued. */
  out?: string;
  /** Worker threads; default one per core, at most one per repetition that is missing. */
  workers?: number;
  /** Stops the run within an epoch, with a checkpoint of every repetition under way. */
  signal?: AbortSignal;
  /** Told what happens. If it throws, the run stops as after `signal`, and rejects with its error. */
  onProgress?(event: RunEvent): void;
  /** Seconds of work between two checkpoints of a repetition; default 10. */
  checkpointEvery?: number;
  /** Folder with the files of the data set. */
  data?: string;
}

export interface RunOutcome {
  folder: string;
  results: RunResults;
}

/**
 * Runs the repetitions of an experiment that its folder does not hold yet, and returns all that it
 * holds then. The results are the same bytes with any number of workers, and however often the run
 * was stopped or killed in between.
 *
 * Throws ExperimentError for an invalid document; BadInput when the folder is none or holds
 * something else; Failure when a file cannot be read or written, when another process works in the folder, or when
 * a training diverged (the other repetitions are finished first); Interrupted after `signal`.
 */
export async function runExperiment(
  document: ExperimentDocument,
  options: RunOptions = {},
): Promise<RunOutcome> {
  const { checkpointEvery } = options;
  const experiment = parseExperiment(document);
  checkFolderOption("--out", options.out);
  checkFolderOption("--data", options.data);
  const path = options.out ?? defaultFolder(experiment, await experimentHash(experiment));
  checkWorkers(options.workers);
  if (checkpointEvery !== undefined && !(checkpointEvery >= 0)) {
    throw new BadInput(`checkpointEvery must be a number of seconds >= 0, not ${checkpointEvery}`);
  }

  const listener = guardListener(options.onProgress, options.signal);
  const { signal, tell: onProgress } = listener;
  const guarded = { ...options, signal, onProgress };
  claimFolder(path);
  const lock = acquireLock(lockPath(path));
  try {
    tidyRunFolder(path);
    const known = isRunFolder(path) ? await continueRun(path, experiment) : undefined;
    const finished = finishedRepetitions(path);
    if (known) for (const repetition of finished) checkRepetition(known, repetition);
    const missing = Array.from({ length: experiment.repetitions }, (_, index) => index).filter(
      (index) => !finished.includes(index),
    );
    const workers = Math.min(options.workers ?? availableParallelism(), missing.length);
    const { repetitions } = experiment;
    const epochs = totalEpochs(experiment);
    onProgress({ type: "begin", folder: path, workers, epochs, repetitions, finished });
    listener.rethrow();
    if (missing.length > 0) {
      // Data that do not fit the experiment are found before anything is written.
      const workspace = await loadWorkspace(experiment, guarded);
      const folder = known ?? (await beginRun(path, experiment));
      removeSpentCheckpoints(path);
      await runMissing(folder, workspace, missing, workers, guarded);
    }
    listener.rethrow();
    tidyRunFolder(path);
    removeSpentCheckpoints(path);
    return { folder: path, results: await readRun(path) };
  } catch (error) {
    listener.rethrow();
    if (!signal.aborted || error !== signal.reason) throw error;
    throw interruption(path);
  } finally {
    lock.release();
    if (!isRunFolder(path)) {
      removeEmptyFolder(path);
      if (options.out === undefined) removeEmptyFolder(dirname(path));
    }
  }
}

async function loadWorkspace(
  experiment: Experiment,
  { data, signal, onProgress }: RunOptions,
): Promise<Workspace> {
  const dataset = await loadDataset(experiment.data.source, {
    directory: data,
    signal,
    onProgress: (progress) => onProgress?.({ type: "download", ...progress }),
  });
  try {
    return await createWorkspace(experiment, dataset);
  } catch (error) {
    const message = `${experiment.name}: ${(error as Error).message}`;
    if (error instanceof DataError) throw new BadInput(message, { cause: error });
    if (error instanceof MemoryError) throw new Failure(message, { cause: error });
    throw error;
  }
}

async function runMissing(
  folder: RunFolder,
  workspace: Workspace,
  missing: number[],
  workers: number,
  { signal, onProgress, checkpointEvery = 10 }: RunOptions,
): Promise<void> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const halt = () => Atomics.store(stop, 0, 1);
  if (signal?.aborted) halt();
  signal?.addEventListener("abort", halt);

  const failures: RepetitionFailure[] = [];
  let finished = 0;
  await runPool({
    setups: new Array<WorkerSetup>(workers).fill({ workspace, folder, checkpointEvery, stop }),
    repetitions: missing,
    goOn: () => Atomics.load(stop, 0) === 0,
    onMessage(worker, message) {
      if (message.type === "finished") finished++;
      if (message.type !== "failed") {
        onProgress?.({ ...message, worker });
        return;
      }
      const { repetition, failure } = message;
      failures.push({ repetition, failure });
      // A training that failed concerns nobody else; what ails the disk ails them all.
      if (failure.kind !== "training") halt();
      onProgress?.({ type: "failed", worker, repetition, message: failure.message });
    },
  });
  signal?.removeEventListener("abort", halt);
  throwFailures(failures);
  if (finished < missing.length) throw interruption(folder.path);
}

const interruption = (path: string) =>
  new Interrupted(`stopped; nothing is lost. Go on with: infoplane resume ${path}`);

interface RepetitionFailure {
  repetition: number;
  failure: WorkerFailure;
}

function checkWorkers(workers: number | undefined): void {
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1)) {
    throw new BadInput(`workers must be a whole number from 1 on, not ${workers}`);
  }
}

function throwFailures(failures: RepetitionFailure[]): void {
  // The first that is not of the training stopped the run; those after it may be its consequences.
  const first = failures.find(({ failure }) => failure.kind !== "training") ?? failures[0];
  if (!first) return;
  const { repetition, failure } = first;
  const error = {
    bug: () => new Error(`repetition ${repetition}: ${failure.message}`),
    failure: () => new Failure(`repetition ${repetition}: ${failure.message}`),
    training: () => new Failure(describeTraining(failure.message, failures.length - 1)),
  }[failure.kind]();
  if (failure.stack) error.stack = failure.stack;
  throw error;
}

function describeTraining(message: string, others: number): string {
  const more = others > 0 ? ` (and ${others} more failed likewise)` : "";
  return `${message}${more}. The results of the other repetitions are kept.`;
}
