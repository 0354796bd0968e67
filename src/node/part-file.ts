import { type FileHandle, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./atomic.js";
import { lifeOf } from "./process-identity.js";
import { explainSystemError, systemCode } from "./system-error.js";

/*
 * A download grows in a file that one process alone owns, by its name:
 *   NAME.HOST.PID.COUNT.part   written by that process now, or left behind when it was killed
 *   NAME.part                  given back by a download that failed; anyone may go on with it
 * Taking one over is a rename, so that of several processes exactly one gets it.
 */

const host = hostname().replace(/[^A-Za-z0-9-]/g, "_");
const owned = new Set<string>();
let count = 0;

/** The unfinished content of `destination`; whoever holds it writes alone. */
export class PartFile {
  private constructor(
    private readonly destination: string,
    readonly path: string,
    private readonly handle: FileHandle,
    private length: number,
  ) {}

  /**
   * Takes over what an earlier download of `destination` left behind, or begins with nothing.
   *
   * @throws Failure when the folder cannot be made or written to.
   */
  static async claim(destination: string): Promise<PartFile> {
    const path = `${destination}.${host}.${process.pid}.${count++}.part`;
    owned.add(path);
    try {
      makeFolder(dirname(destination));
      for (const abandoned of await abandonedParts(destination)) {
        if (await renamed(abandoned, path)) break;
      }
      const handle = await open(path, "a");
      return new PartFile(destination, path, handle, (await handle.stat()).size);
    } catch (error) {
      owned.delete(path);
      throw explainSystemError(error, "write", destination);
    }
  }

  /** Bytes written so far. */
  get size(): number {
    return this.length;
  }

  /** @throws Failure when the disk is full or the folder is gone. */
  async append(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; ) {
        at += (await this.handle.write(bytes, at)).bytesWritten;
      }
    } catch (error) {
      throw explainSystemError(error, "write", this.destination);
    }
    this.length += bytes.length;
  }

  /** Forgets everything written so far. */
  async restart(): Promise<void> {
    if (this.length === 0) return;
    try {
      await this.handle.truncate(0);
    } catch (error) {
      throw explainSystemError(error, "write", this.destination);
    }
    this.length = 0;
  }

  async content(): Promise<Uint8Array> {
    try {
      return await readFile(this.path);
    } catch (error) {
      throw explainSystemError(error, "read", this.path);
    }
  }

  /** Puts the content in its place at once and as a whole. */
  async finish(): Promise<void> {
    try {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.path, this.destination);
      owned.delete(this.path);
      for (const abandoned of await abandonedParts(this.destination)) {
        await rm(abandoned, { force: true });
      }
    } catch (error) {
      throw explainSystemError(error, "write", this.destination);
    }
  }

  /** Gives the unfinished content back for a later download; after `finish` this does nothing. */
  async release(): Promise<void> {
    if (!owned.delete(this.path)) return;
    try {
      await this.handle.close();
      if (this.length === 0) await rm(this.path, { force: true });
      else await rename(this.path, `${this.destination}.part`);
    } catch {
      // It keeps its name, and is taken over once this process has ended.
    }
  }
}

async function abandonedParts(destination: string): Promise<string[]> {
  const folder = dirname(destination);
  const prefix = `${basename(destination)}.`;
  const entries = await readdir(folder);
  return entries
    .filter((entry) => entry.startsWith(prefix) && entry.endsWith("part"))
    .filter((entry) => {
      const rest = entry.slice(prefix.length);
      if (rest === "part") return true;
      const [, owner, pid] = /^([^.]+)\.(\d+)\.\d+\.part$/.exec(rest) ?? [];
      return owner === host && !isWriting(Number(pid), join(folder, entry));
    })
    .map((entry) => join(folder, entry));
}

function isWriting(pid: number, path: string): boolean {
  if (pid === process.pid) return owned.has(path);
  return lifeOf({ pid, host: hostname(), started: null }) !== "dead";
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}
