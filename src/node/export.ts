import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, writeFileAtomic } from "./atomic.js";
import { BadInput, Failure } from "./errors.js";
import { NETWORK_FILES } from "./network-files.js";
import { checkRepetition } from "./repetition-files.js";
import { finishedRepetitions, openRunFolder, paddedIndex, repetitionPath } from "./run-folder.js";
import { explainSystemError, systemCode } from "./system-error.js";

export interface ExportOptions {
  /** Default: the first one that is finished. */
  repetition?: number;
  /** Folder to write to; default: export/NNN in the run's folder. */
  out?: string;
}

/**
 * Copies the trained network of a finished repetition; returns the paths written. Throws BadInput when
 * the run's networks are not in integer arithmetic, Failure when the repetition is not finished.
 */
export async function exportNetwork(run: string, options: ExportOptions = {}): Promise<string[]> {
  const folder = await openRunFolder(run);
  if (folder.experiment.arithmetic !== "integer") {
    throw new BadInput(
      `${run} trained in float arithmetic: only networks in integer arithmetic can be exported. Train one with \`infoplane run syn-tanh-integer\`, or with "arithmetic": "integer" in the experiment (see docs/network/integer.md).`,
    );
  }
  const finished = finishedRepetitions(folder.path);
  const repetition = options.repetition ?? finished[0];
  const { repetitions } = folder.experiment;
  if (repetition >= repetitions) {
    throw new BadInput(
      `there is no repetition ${repetition} in ${run}: ${repetitions === 1 ? "its only one is 0" : `its ${repetitions} are 0 to ${repetitions - 1}`}. For more: infoplane resume ${run} --repetitions ${repetition + 1}`,
    );
  }
  if (!finished.includes(repetition)) {
    const which = finished.length > 0 ? `finished are ${finished.join(", ")}` : "none is yet";
    throw new Failure(
      `repetition ${repetition ?? 0} of ${run} is not finished (${which}); go on with: infoplane resume ${run}`,
    );
  }
  checkRepetition(folder, repetition);
  const source = repetitionPath(folder.path, repetition);
  const contents = NETWORK_FILES.map((name) => readNetworkFile(join(source, name), source));
  const target = options.out ?? join(folder.path, "export", paddedIndex(repetition));
  makeFolder(target);
  return NETWORK_FILES.map((name, i) => {
    const path = join(target, name);
    writeFileAtomic(path, contents[i]);
    return path;
  });
}

function readNetworkFile(path: string, repetition: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw explainSystemError(error, "read", path);
    throw new Failure(
      `${path} is missing. Delete the folder ${repetition} and resume to compute it again.`,
    );
  }
}
