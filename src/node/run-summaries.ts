import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type RunSummary, summariseRun } from "../summary/run-summary.js";
import { BadInput } from "./errors.js";
import { readRun } from "./repetition-files.js";
import { finishedRepetitions, isRunFolder } from "./run-folder.js";
import { isSummaryFolder, readSummary } from "./summary-files.js";
import { explainSystemError, systemCode } from "./system-error.js";

/** A run or the summary of one, and the folder that it lies in. */
export interface FoundRun {
  folder: string;
  summary: RunSummary;
}

/**
 * The runs in folders: each the folder of a run, of a summary, or one that holds such folders (as
 * `runs`, or that of a study, whose summaries are taken). Runs of which no repetition is finished are
 * left out. Throws BadInput naming a folder in which there is nothing of the kind.
 */
export async function findRuns(paths: readonly string[]): Promise<FoundRun[]> {
  const folders = [...new Set(paths.flatMap(foldersIn))];
  const found: FoundRun[] = [];
  for (const folder of folders) {
    const summary = isSummaryFolder(folder)
      ? await readSummary(folder)
      : summariseRun(await readRun(folder));
    found.push({ folder, summary });
  }
  return found;
}

function foldersIn(path: string): string[] {
  if (isKnown(path)) return [path];
  const summaries = join(path, "summaries");
  const own = isFolder(summaries) ? knownIn(summaries) : [];
  const found = own.length > 0 ? own : knownIn(path);
  if (found.length > 0) return found;
  throw new BadInput(
    `${path} holds no run of which a repetition is finished, and no summary. Give folders of runs, of summaries, or a folder of such folders; \`infoplane list\` shows the runs.`,
  );
}

const isKnown = (path: string) => isSummaryFolder(path) || isRunFolder(path);

const knownIn = (path: string): string[] =>
  namesIn(path)
    .map((name) => join(path, name))
    .filter(
      (folder) =>
        isSummaryFolder(folder) || (isRunFolder(folder) && finishedRepetitions(folder).length > 0),
    );

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (systemCode(error) === "ENOENT") throw new BadInput(`there is no folder ${path}`);
    if (systemCode(error) === "ENOTDIR") throw new BadInput(`${path} is no folder`);
    throw explainSystemError(error, "read the folder", path);
  }
}
