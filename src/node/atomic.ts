import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { explainSystemError, systemCode } from "./system-error.js";

/** Where a file or folder is prepared before it appears under its own name. */
export const temporaryName = (path: string) => join(dirname(path), `.${basename(path)}.tmp`);

/** Makes a folder and the folders above it. Throws Failure with the path. */
export function makeFolder(path: string): void {
  makeWithParents(resolve(path));
}

/** mkdir's own `recursive` never returns where the system refuses with ENOENT, as in /proc. */
function makeWithParents(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  if (dirname(path) !== path) makeWithParents(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (existsSync(path) && statSync(path).isDirectory()) return;
    throw explainSystemError(error, "make the folder", path);
  }
}

/**
 * Writes a file so that it is either there in full, on the disk, or not at all; a file that was
 * there before is replaced. One writer per path at a time. Throws Failure with the path.
 */
export function writeFileAtomic(path: string, content: Uint8Array | string): void {
  const temporary = temporaryName(path);
  try {
    writeDurably(temporary, content);
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    tidy(temporary);
    throw explainSystemError(error, "write", path);
  }
}

/**
 * Writes a folder of files so that it appears with all of them or not at all. The folder must not
 * be there yet. One writer per path at a time. Throws Failure with the path.
 */
export function writeFolderAtomic(path: string, files: Record<string, Uint8Array | string>): void {
  const temporary = temporaryName(path);
  let current = path;
  try {
    rmSync(temporary, { recursive: true, force: true });
    makeWithParents(resolve(temporary));
    for (const [name, content] of Object.entries(files)) {
      current = join(path, name);
      writeDurably(join(temporary, name), content);
    }
    current = path;
    syncFolder(temporary);
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    tidy(temporary);
    throw explainSystemError(error, "write", current);
  }
}

/** Removes a file, if it is there. Throws Failure with the path. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw explainSystemError(error, "remove", path);
  }
}

/** Removes a folder if it is there and empty. Throws Failure with the path. */
export function removeEmptyFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTEMPTY", "EEXIST"].includes(systemCode(error) ?? "")) return;
    throw explainSystemError(error, "remove", path);
  }
}

/** Removes what a failed write has left; the error to report is the one of the write. */
function tidy(temporary: string): void {
  try {
    rmSync(temporary, { recursive: true, force: true });
  } catch {
    // It lies beside the target and is replaced by the next write.
  }
}

function writeDurably(path: string, content: Uint8Array | string): void {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const file = openSync(path, "w");
  try {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(file, bytes, written);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the names in a folder durable, where the system can (Windows cannot). */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    if (systemCode(error) !== "EINVAL") throw error;
  } finally {
    closeSync(folder);
  }
}
