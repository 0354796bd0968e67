import { join } from "node:path";
import type { Dataset } from "../data/dataset.js";
import { DataError } from "../data/errors.js";
import { experimentHash } from "../experiment/hash.js";
import { parseExperiment } from "../experiment/parse.js";
import { presets } from "../experiment/presets.js";
import { probe } from "../experiment/probe.js";
import type { Experiment } from "../experiment/schema.js";
import type { StudyNetwork } from "../experiment/study.js";
import { BadInput } from "./errors.js";
import { checkRepetition } from "./repetition-files.js";
import { finishedRepetitions, isRunFolder, openRunFolder } from "./run-folder.js";
import { version } from "./version.js";

/** One network of a study, with what is left to be done for it. */
export interface PlannedNetwork extends StudyNetwork {
  experiment: Experiment;
  /** Folder of its run. */
  folder: string;
  /** Repetitions that are finished, of those wanted. */
  finished: number;
  missing: number;
  /** Seconds that one repetition takes on one core without bad fits; 0 when none is missing. */
  secondsPerRepetition: number;
}

export interface PlanOptions {
  /** Repetitions of every network; default: those of its preset. */
  repetitions?: number;
  /** Epochs of every network; default: those of its preset. */
  epochs?: number;
  /** The data set that an experiment needs. */
  load(source: Experiment["data"]["source"]): Promise<Dataset>;
  /** Told which network is timed next. */
  onProbe?(network: StudyNetwork): void;
  signal?: AbortSignal;
}

/**
 * What is to be done for the given networks in a study's folder. Networks with repetitions missing
 * are trained for about a second to tell how long they will take. Throws BadInput, and the signal's
 * reason.
 */
export async function planStudy(
  networks: readonly StudyNetwork[],
  folder: string,
  options: PlanOptions,
): Promise<PlannedNetwork[]> {
  const planned: PlannedNetwork[] = [];
  for (const network of networks) {
    options.signal?.throwIfAborted();
    const experiment = studyExperiment(network.preset, options);
    planned.push(await planNetwork(network, experiment, join(folder, network.preset), options));
  }
  return planned;
}

function studyExperiment(preset: string, { epochs, repetitions }: PlanOptions): Experiment {
  const document = presets[preset];
  return parseExperiment({
    ...document,
    ...(repetitions === undefined ? {} : { repetitions }),
    ...(epochs === undefined ? {} : { epochs }),
  });
}

async function planNetwork(
  network: StudyNetwork,
  experiment: Experiment,
  folder: string,
  options: PlanOptions,
): Promise<PlannedNetwork> {
  const wanted = experiment.repetitions;
  const there = await finishedOf(await experimentHash(experiment), folder);
  const finished = there.filter((index) => index < wanted).length;
  const missing = wanted - finished;
  const plan = { ...network, experiment, folder, finished, missing };
  if (missing === 0) return { ...plan, secondsPerRepetition: 0 };
  options.onProbe?.(network);
  const dataset = await options.load(experiment.data.source);
  try {
    return { ...plan, secondsPerRepetition: await probe(experiment, dataset, options.signal) };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new BadInput(`${network.preset}: ${error.message}`, { cause: error });
  }
}

/**
 * The finished repetitions in a network's folder. Throws BadInput when it holds a run of another
 * experiment or version, which could not be gone on with; Failure when one is damaged.
 */
async function finishedOf(hash: string, path: string): Promise<number[]> {
  if (!isRunFolder(path)) return [];
  const folder = await openRunFolder(path);
  if (folder.hash !== hash || folder.version !== version) {
    throw new BadInput(
      `${path} holds another experiment than the study's, or one of another version (such as one with other --epochs). Give another folder with --out.`,
    );
  }
  const finished = finishedRepetitions(path);
  for (const repetition of finished) checkRepetition(folder, repetition);
  return finished;
}

/** Seconds that the missing repetitions take on so many workers, network after network. */
export function expectedSeconds(plan: readonly PlannedNetwork[], workers: number): number {
  return plan.reduce(
    (sum, { missing, secondsPerRepetition }) =>
      sum + Math.ceil(missing / workers) * secondsPerRepetition,
    0,
  );
}
