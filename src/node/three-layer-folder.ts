import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseComparison, type ThreeLayerComparison } from "../bounds/three-layer/document.js";
import { makeFolder, removeAbandoned, writeFileAtomic } from "./atomic.js";
import { documentDifferences } from "./differences.js";
import { BadInput } from "./errors.js";
import { removeAbandonedLocks } from "./lock.js";
import { lockPath, paddedIndex, readJson, toJson } from "./run-folder.js";
import { version } from "./version.js";

/*
 * The folder of a comparison:
 *
 *   comparison.json          the complete document
 *   run.json                 version of the package
 *   kernels.json             kernels, adaptive complexity and bounds
 *   networks/psgd-000.json   a finished network; see NetworkResult
 *   checkpoints/psgd-000.ckpt   a network under way
 *   measurements.parquet     all measurements of all networks
 *   quantised/               the run of the quantised networks, where there are any
 *   report.html, figures/
 */
const documentPath = (folder: string) => join(folder, "comparison.json");
export const networkPath = (folder: string, variant: string, repetition: number) =>
  join(folder, "networks", `${variant}-${paddedIndex(repetition)}.json`);
export const networkCheckpointPath = (folder: string, variant: string, repetition: number) =>
  join(folder, "checkpoints", `${variant}-${paddedIndex(repetition)}.ckpt`);

/** SHA-256 of what determines the networks: not the name, the description, the repetitions. */
export const comparisonHash = (comparison: ThreeLayerComparison): string =>
  createHash("sha256")
    .update(JSON.stringify(determining(comparison)))
    .digest("hex");

function determining({ description, name, repetitions, ...rest }: ThreeLayerComparison) {
  return rest;
}

/** threelayer/<name>-<first 8 digits of the hash>. */
export const defaultComparisonFolder = (comparison: ThreeLayerComparison): string =>
  join("threelayer", `${comparison.name}-${comparisonHash(comparison).slice(0, 8)}`);

/** Throws BadInput when the folder holds something else; to be called before anything is written. */
export function checkComparisonFolder(folder: string, comparison: ThreeLayerComparison): void {
  if (!existsSync(folder)) return;
  if (!existsSync(documentPath(folder))) {
    const foreign = readdirSync(folder).filter((name) => !/^lock\b|^run\.json$|^\./.test(name));
    if (foreign.length === 0) return;
    throw new BadInput(
      `${folder} is not empty and holds no comparison (it has ${foreign.slice(0, 3).join(", ")}). Give a new folder with --out.`,
    );
  }
  const known = parseComparison(readJson(documentPath(folder)));
  if (comparisonHash(known) !== comparisonHash(comparison)) {
    const lines = documentDifferences(determining(known), determining(comparison), [
      "in the folder",
      "in yours",
    ]);
    throw new BadInput(
      `${folder} holds another comparison. What differs:\n${lines.map((line) => `  ${line}`).join("\n")}\nGive another folder with --out.`,
    );
  }
  const begun = (readJson(join(folder, "run.json")) as { version: string }).version;
  if (begun !== version) {
    throw new BadInput(
      `${folder} was begun with infoplane ${begun}; this is ${version}, whose bits may differ. Give another folder with --out.`,
    );
  }
}

/** Writes what the folder is of. To be called with the lock held. */
export function beginComparison(folder: string, comparison: ThreeLayerComparison): void {
  for (const part of ["networks", "checkpoints", "figures"]) makeFolder(join(folder, part));
  for (const part of ["", "networks", "checkpoints", "figures"]) {
    removeAbandoned(join(folder, part));
  }
  removeAbandonedLocks(lockPath(folder));
  writeFileAtomic(join(folder, "run.json"), toJson({ version }));
  writeFileAtomic(documentPath(folder), toJson(comparison));
}
