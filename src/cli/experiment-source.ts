import { existsSync, readFileSync, statSync } from "node:fs";
import { nearest } from "../experiment/nearest.js";
import { ExperimentError, parseExperiment } from "../experiment/parse.js";
import { presets } from "../experiment/presets.js";
import type { Experiment, ExperimentDocument } from "../experiment/schema.js";
import { BadInput } from "../node/errors.js";
import { isRunFolder } from "../node/run-folder.js";
import { explainSystemError } from "../node/system-error.js";
import { applySettings } from "./set.js";

/** What the options of `run` change in the document. */
export interface Overrides {
  repetitions?: number;
  seed?: number;
  epochs?: number;
  set?: string[];
}

/**
 * The complete experiment of a preset's name or a JSON file's path, with what the command line
 * changes in it. Throws BadInput, ExperimentError.
 */
export function resolveExperiment(source: string, overrides: Overrides = {}): Experiment {
  const preset = Object.hasOwn(presets, source) ? presets[source] : undefined;
  const document: ExperimentDocument = preset ?? readDocument(source, unknownSource);
  const { set = [], ...rest } = overrides;
  const direct = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  );
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return inFile(source, () => parseExperiment(document));
  }
  const changed = { ...applySettings(document, set, complete(document)), ...direct };
  return preset ? parseExperiment(changed) : inFile(source, () => parseExperiment(changed));
}

function complete(document: object): Experiment | undefined {
  try {
    return parseExperiment(document);
  } catch {
    return undefined;
  }
}

function inFile<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new BadInput(`${path}: ${error.message}`, { cause: error });
  }
}

/** The JSON in a file; `unknown` makes the error for a path that is not there. Throws BadInput. */
export function readDocument(path: string, unknown: (name: string) => BadInput) {
  if (!existsSync(path)) throw unknown(path);
  if (statSync(path).isDirectory()) {
    throw new BadInput(
      isRunFolder(path)
        ? `${path} is the folder of a run; go on with it by: infoplane resume ${path}`
        : `${path} is a folder; expected a preset or the path of a JSON file`,
    );
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new BadInput(`${path} is not JSON: ${(error as Error).message}`);
  }
}

/** The error for a name that is neither a preset nor a path. */
export function unknownSource(name: string): BadInput {
  if (/[/\\]|\.json$/i.test(name)) return new BadInput(`there is no file or folder ${name}`);
  const names = Object.keys(presets);
  const close = nearest(name, names);
  return new BadInput(
    `there is no preset and no file "${name}". ${
      close ? `Did you mean ${close}?` : `The presets are ${names.join(", ")}.`
    }`,
  );
}
