import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { experimentHash } from "../experiment/hash.js";
import { ExperimentError, parseExperiment } from "../experiment/parse.js";
import type { Experiment } from "../experiment/schema.js";
import { isTemporary, makeFolder, removeAbandoned, writeFileAtomic } from "./atomic.js";
import { differences } from "./differences.js";
import { BadInput, Failure } from "./errors.js";
import { lockHolder, removeAbandonedLocks } from "./lock.js";
import { explainSystemError, systemCode } from "./system-error.js";
import { version } from "./version.js";

/**
 * The folder of one run:
 *
 *   experiment.json           the complete experiment document
 *   run.json                  version of the package, hash of the experiment
 *   repetitions/000/          a finished repetition; see repetition-files.ts
 *   checkpoints/001.ckpt      a repetition under way
 *   lock                      while a process works in it
 */
export interface RunFolder {
  path: string;
  experiment: Experiment;
  /** Hash of the experiment; does not depend on its name, description and repetitions. */
  hash: string;
  /** Version of the package that began the run. */
  version: string;
}

/** runs/<name>-<first 8 digits of the hash>. */
export function defaultFolder(experiment: Experiment, hash: string): string {
  return join("runs", `${experiment.name}-${hash.slice(0, 8)}`);
}

export const lockPath = (folder: string) => join(folder, "lock");
const experimentPath = (folder: string) => join(folder, "experiment.json");
const runPath = (folder: string) => join(folder, "run.json");

/** Number of a repetition as it stands in names of files: 007. */
export const paddedIndex = (repetition: number) => String(repetition).padStart(3, "0");
export const checkpointPath = (folder: string, repetition: number) =>
  join(folder, "checkpoints", `${paddedIndex(repetition)}.ckpt`);
export const repetitionPath = (folder: string, repetition: number) =>
  join(folder, "repetitions", paddedIndex(repetition));

/** Whether the folder holds a run. */
export function isRunFolder(path: string): boolean {
  return namesIn(path).includes("experiment.json") && namesIn(path).includes("run.json");
}

/**
 * Opens the folder of a run. Throws BadInput when it is none, Failure when its files are damaged.
 */
export async function openRunFolder(path: string): Promise<RunFolder> {
  if (path.trim() === "") {
    throw new BadInput(
      `expected the folder of a run, not "${path}". \`infoplane list\` shows them.`,
    );
  }
  if (!isRunFolder(path)) {
    throw new BadInput(
      `${path} is not the folder of a run: ${
        exists(path) ? "it holds no experiment.json and run.json" : "there is no such folder"
      }. \`infoplane list\` shows the runs.`,
    );
  }
  const about = readJson(runPath(path)) as { version?: unknown; hash?: unknown } | null;
  const experiment = readExperiment(path);
  const hash = await experimentHash(experiment);
  if (typeof about?.version !== "string") {
    throw new Failure(`${runPath(path)} is damaged: it names no version`);
  }
  if (about.hash !== hash) {
    throw new Failure(
      `${experimentPath(path)} was changed after the run began: its hash is ${hash}, ${runPath(path)} says ${about.hash}. Undo the change, or start a new run with it: infoplane run ${experimentPath(path)} --out <another folder>`,
    );
  }
  return { path, experiment, hash, version: about.version };
}

/** Begins a run in a folder made by claimFolder. To be called with the lock held. */
export async function beginRun(path: string, experiment: Experiment): Promise<RunFolder> {
  const hash = await experimentHash(experiment);
  writeFileAtomic(runPath(path), toJson({ version, hash }));
  writeFileAtomic(experimentPath(path), toJson(experiment));
  return { path, experiment, hash, version };
}

/**
 * Opens the run of an experiment to go on with it. To be called with the lock held. The run grows
 * to the number of repetitions asked for; it never shrinks. Throws BadInput when the folder holds
 * another experiment or was begun with another version.
 */
export async function continueRun(path: string, experiment: Experiment): Promise<RunFolder> {
  const folder = await openRunFolder(path);
  if (folder.hash !== (await experimentHash(experiment))) {
    const lines = differences(folder.experiment, experiment, ["in the folder", "in yours"]).map(
      (line) => `  ${line}`,
    );
    throw new BadInput(
      `${path} holds another experiment. What differs:\n${lines.join("\n")}\nGive another folder with --out, or leave --out away.`,
    );
  }
  if (folder.version !== version) {
    throw new BadInput(
      `${path} was begun with infoplane ${folder.version}; this is ${version}, whose bits may differ. Go on with that version, or start anew with --out <another folder>.`,
    );
  }
  if (folder.experiment.repetitions >= experiment.repetitions) return folder;
  const wanted = { ...folder.experiment, repetitions: experiment.repetitions };
  writeFileAtomic(experimentPath(path), toJson(wanted));
  return { ...folder, experiment: wanted };
}

/** Makes the folder itself, empty. Throws BadInput when it has files in it that are not a run's. */
export function claimFolder(path: string): void {
  if (!isRunFolder(path)) {
    const foreign = namesIn(path).filter(
      (name) => !/^lock\b|^run\.json$/.test(name) && !isTemporary(name),
    );
    if (foreign.length > 0) {
      throw new BadInput(
        `${path} is not empty and holds no run (it has ${foreign.slice(0, 3).join(", ")}). Give a new folder with --out.`,
      );
    }
  }
  makeFolder(path);
}

/** Removes what killed processes have left unfinished. To be called with the lock held. */
export function tidyRunFolder(path: string): void {
  for (const part of ["", "repetitions", "checkpoints", "figures"]) {
    removeAbandoned(join(path, part));
  }
  removeAbandonedLocks(lockPath(path));
}

/** Numbers of the repetitions that are finished, ascending. */
export function finishedRepetitions(path: string): number[] {
  return numbered(join(path, "repetitions"), /^(\d{3,})$/);
}

/** Numbers of the repetitions that have a checkpoint, ascending. */
export function startedRepetitions(path: string): number[] {
  return numbered(join(path, "checkpoints"), /^(\d{3,})\.ckpt$/);
}

/** How far a run is. */
export interface RunState {
  repetitions: number;
  finished: number;
  /** Repetitions with a checkpoint, to be resumed. */
  started: number;
  /** The process that works on it now, if any. */
  pid: number | null;
}

export function runState(folder: RunFolder): RunState {
  const finished = finishedRepetitions(folder.path);
  return {
    repetitions: folder.experiment.repetitions,
    finished: finished.length,
    started: startedRepetitions(folder.path).filter((index) => !finished.includes(index)).length,
    pid: lockHolder(lockPath(folder.path))?.pid ?? null,
  };
}

/** JSON as it stands in the files of a run. */
export const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Reads a JSON file. Throws Failure with the path. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (systemCode(error)) throw explainSystemError(error, "read", path);
    throw new Failure(`${path} is damaged: ${(error as Error).message}`);
  }
}

function readExperiment(folder: string): Experiment {
  const path = experimentPath(folder);
  const document = readJson(path);
  try {
    return parseExperiment(document);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new Failure(`${path} is no valid experiment: ${error.message}`);
  }
}

function numbered(folder: string, pattern: RegExp): number[] {
  return namesIn(folder)
    .flatMap((name) => {
      const match = pattern.exec(name);
      return match ? [Number(match[1])] : [];
    })
    .sort((a, b) => a - b);
}

function exists(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch (error) {
    return systemCode(error) !== "ENOENT";
  }
}

/** Names in a folder; none when it is not there. */
function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw explainSystemError(error, "read the folder", path);
  }
}
