import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RepetitionResult } from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import { emptyScatter } from "../experiment/scatter.js";
import type { Experiment } from "../experiment/schema.js";
import { makeFolder, removeEmptyFolder, removeFile, writeFolderAtomic } from "./atomic.js";
import type { Footer } from "./columns.js";
import { Failure } from "./errors.js";
import { networkFiles } from "./network-files.js";
import {
  geometryFile,
  informationFile,
  layerFile,
  scatterFile,
  type TableFile,
  trainingFile,
  unitFile,
} from "./parquet.js";
import {
  checkpointPath,
  finishedRepetitions,
  openRunFolder,
  type RunFolder,
  readJson,
  repetitionPath,
  toJson,
} from "./run-folder.js";
import { explainSystemError, systemCode } from "./system-error.js";

/** What stands in repetition.json, so that the folder of a repetition can be read on its own. */
interface AboutRepetition {
  repetition: number;
  seed: number;
  restarts: number;
  version: string;
  hash: string;
  experiment: Omit<Experiment, "repetitions">;
}

/**
 * Writes a finished repetition; its folder appears atomically. Nothing in it depends on the time,
 * the machine, the number of workers or of repetitions. Then removes its checkpoint.
 */
export function writeRepetition(folder: RunFolder, result: RepetitionResult): void {
  const { repetitions: _, ...experiment } = folder.experiment;
  const about: AboutRepetition = {
    repetition: result.repetition,
    seed: experiment.seed,
    restarts: result.restarts,
    version: folder.version,
    hash: folder.hash,
    experiment,
  };
  const footer: Footer = {
    "infoplane.version": about.version,
    "infoplane.experiment_hash": about.hash,
    "infoplane.seed": String(about.seed),
    "infoplane.repetition": String(about.repetition),
    "infoplane.restarts": String(about.restarts),
    "infoplane.experiment": JSON.stringify(experiment),
  };
  const { geometry, information, layers, repetition, scatter, training, units } = result;
  makeFolder(join(folder.path, "repetitions"));
  writeFolderAtomic(repetitionPath(folder.path, repetition), {
    "information.parquet": informationFile.encode(information, repetition, footer),
    "training.parquet": trainingFile.encode(training, repetition, footer),
    "layers.parquet": layerFile.encode(layers, repetition, footer),
    ...(folder.experiment.scatter
      ? { "scatter.parquet": scatterFile.encode(scatter, repetition, footer) }
      : {}),
    ...(units && { "units.parquet": unitFile.encode(units, repetition, footer) }),
    ...(geometry && { "geometry.parquet": geometryFile.encode(geometry, repetition, footer) }),
    "repetition.json": toJson(about),
    ...(result.network && networkFiles(result.network, about)),
  });
  removeFile(checkpointPath(folder.path, result.repetition));
}

/**
 * Reads a finished repetition. Throws Failure naming the file when one is damaged, missing, or of
 * another experiment or version than the run.
 */
export async function readRepetition(
  folder: RunFolder,
  repetition: number,
): Promise<RepetitionResult> {
  const path = repetitionPath(folder.path, repetition);
  const { restarts = 0 } = checkRepetition(folder, repetition);
  return {
    repetition,
    restarts,
    information: await readTable(path, "information.parquet", informationFile),
    training: await readTable(path, "training.parquet", trainingFile),
    layers: await readTable(path, "layers.parquet", layerFile),
    scatter: folder.experiment.scatter
      ? await readTable(path, "scatter.parquet", scatterFile)
      : emptyScatter(),
    ...(folder.experiment.diagnostics && {
      units: await readTable(path, "units.parquet", unitFile),
      geometry: await readTable(path, "geometry.parquet", geometryFile),
    }),
  };
}

/**
 * What a finished repetition says of itself. Throws Failure when it is damaged or of another
 * repetition, experiment or version than the run.
 */
export function checkRepetition(folder: RunFolder, repetition: number): Partial<AboutRepetition> {
  const path = repetitionPath(folder.path, repetition);
  const about = readJson(join(path, "repetition.json")) as Partial<AboutRepetition> | null;
  if (about?.hash !== folder.hash || about.repetition !== repetition) {
    throw new Failure(
      `${join(path, "repetition.json")} is not of this run: it is repetition ${about?.repetition} of experiment ${about?.hash}. Delete the folder ${path} and resume to compute it again.`,
    );
  }
  if (about.version !== folder.version) {
    throw new Failure(
      `${join(path, "repetition.json")} was computed by infoplane ${about.version}, but this run is of infoplane ${folder.version}, whose bits may differ. Move the folder ${path} away (or delete it) and resume to compute it again.`,
    );
  }
  return about;
}

/**
 * Reads the finished repetitions of a run. Throws BadInput when the folder is none of a run, and
 * Failure when a file is damaged or no repetition is finished.
 */
export async function readRun(path: string): Promise<RunResults> {
  const folder = await openRunFolder(path);
  const finished = finishedRepetitions(folder.path);
  if (finished.length === 0) {
    throw new Failure(
      `no repetition of ${path} is finished yet; go on with: infoplane resume ${path}`,
    );
  }
  const repetitions: RepetitionResult[] = [];
  for (const index of finished) repetitions.push(await readRepetition(folder, index));
  return { experiment: folder.experiment, version: folder.version, repetitions };
}

/** Removes the checkpoints of finished repetitions, and their folder once it is empty. */
export function removeSpentCheckpoints(path: string): void {
  for (const index of finishedRepetitions(path)) removeFile(checkpointPath(path, index));
  removeEmptyFolder(join(path, "checkpoints"));
}

async function readTable<Table>(
  folder: string,
  name: string,
  file: TableFile<Table>,
): Promise<Table> {
  const path = join(folder, name);
  try {
    return await file.decode(readFileSync(path));
  } catch (error) {
    if (systemCode(error)) throw explainSystemError(error, "read", path);
    throw new Failure(
      `${path} is damaged: ${(error as Error).message}. Delete the folder ${folder} and resume to compute it again.`,
    );
  }
}
