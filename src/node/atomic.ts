import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { lifeOf } from "./process-identity.js";
import { explainSystemError, systemCode } from "./system-error.js";

let count = 0;

/**
 * Where a file or folder is prepared before it appears under its own name: `.NAME.PID-THREAD-N.tmp`
 * beside it, another name at every call.
 */
export const temporaryName = (path: string) =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${threadId}-${count++}.tmp`);

/** Whether a name is that of something not finished. */
export const isTemporary = (name: string) => /^\..+\.tmp$/.test(name);

/**
 * Removes from a folder, if it is there, what killed writers have left. What another living process
 * prepares is kept; this process must not be writing there. Throws Failure with the path.
 */
export function removeAbandoned(folder: string): void {
  try {
    for (const name of readdirSync(folder).filter(isTemporary)) {
      const writer = Number(/\.(\d+)-\d+-\d+\.tmp$/.exec(name)?.[1] ?? Number.NaN);
      if (!isAnotherLiving(writer)) rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw explainSystemError(error, "remove what was left in", folder);
  }
}

function isAnotherLiving(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  return lifeOf({ pid, host: hostname(), started: null }) !== "dead";
}

/** Makes a folder and the folders above it. Throws Failure with the path. */
export function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  // mkdir's own `recursive` never returns where the system refuses with ENOENT, as in /proc.
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (existsSync(path) && statSync(path).isDirectory()) return;
    throw explainSystemError(error, "make the folder", path);
  }
}

/**
 * Writes a file so that it is either there in full, on the disk, or not at all; a file that was
 * there before is replaced, and of several writers the last one's file stays. Throws Failure with
 * the path.
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
 * be there yet. Throws Failure with the path.
 */
export function writeFolderAtomic(path: string, files: Record<string, Uint8Array | string>): void {
  const temporary = temporaryName(path);
  let current = path;
  try {
    makeFolder(temporary);
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
    // The next run in this folder removes it.
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
