import { randomUUID } from "node:crypto";
import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { removeFile } from "./atomic.js";
import { Failure } from "./errors.js";
import { lifeOf, type ProcessIdentity, thisProcess } from "./process-identity.js";
import { explainSystemError, systemCode } from "./system-error.js";

interface Holder extends ProcessIdentity {
  token: string;
}

export interface Lock {
  /** Gives the lock back. Does nothing when it is no longer ours. */
  release(): void;
}

/** A lock without a readable holder is given this long to be written in full. */
const UNREADABLE_GRACE_MS = 2000;

/**
 * Takes the lock file at `path`, for this process alone. Does not wait: throws Failure naming the
 * holder when a living process (or one on another host) has it. The lock of a dead process is
 * taken over at once.
 *
 * A dead lock is removed only by whoever holds the lock `<path>.takeover`, after looking again;
 * so two processes that find the same dead lock cannot remove each other's new one.
 */
export function acquireLock(path: string): Lock {
  const holder: Holder = { ...thisProcess(), token: randomUUID() };
  if (!create(path, holder)) {
    refuseIfHeld(path);
    const takeover = acquireLock(`${path}.takeover`);
    try {
      refuseIfHeld(path);
      removeFile(path);
      if (!create(path, holder)) throw held(path, read(path));
    } finally {
      takeover.release();
    }
  }
  return {
    release() {
      if (read(path)?.token === holder.token) removeFile(path);
    },
  };
}

/** The living (or unreachable) process that holds the lock at `path`; undefined when it is free. */
export function lockHolder(path: string): ProcessIdentity | undefined {
  const holder = read(path);
  return holder && lifeOf(holder) !== "dead" ? holder : undefined;
}

/**
 * Removes what killed processes have left beside the lock at `path`, which is held: prepared locks
 * and takeovers. A process that prepares its lock at this moment is not harmed.
 */
export function removeAbandonedLocks(path: string): void {
  const prefix = `${basename(path)}.`;
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const file = join(dirname(path), name);
    if (/\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) removeFile(file);
    else if (/^(\.takeover)+$/.test(name.slice(prefix.length - 1))) removeAbandonedTakeover(file);
  }
}

function removeAbandonedTakeover(path: string): void {
  try {
    acquireLock(path).release();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A living process holds it, and is about to find that the lock is held.
  }
}

/** Creates the file with its content in one step (a hard link); false when it is there already. */
function create(path: string, holder: Holder): boolean {
  const temporary = `${path}.${holder.token}`;
  const content = `${JSON.stringify(holder)}\n`;
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    try {
      linkSync(temporary, path);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      // File systems without hard links: exclusive creation, the content a moment later.
      writeFileSync(path, content, { flag: "wx" });
      return true;
    } finally {
      removeFile(temporary);
    }
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw explainSystemError(error, "write", path);
  }
}

function refuseIfHeld(path: string): void {
  const holder = read(path);
  if (holder) {
    if (lifeOf(holder) !== "dead") throw held(path, holder);
  } else if (age(path) < UNREADABLE_GRACE_MS) {
    throw held(path, undefined);
  }
}

function held(path: string, holder: Holder | undefined): Failure {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
  const advice =
    holder && lifeOf(holder) === "unknown"
      ? `If that process no longer runs, delete ${path}.`
      : "Wait until it has finished, or stop it.";
  return new Failure(`${who} is working in this folder (lock file ${path}). ${advice}`);
}

function read(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, "utf8"));
    const valid =
      Number.isInteger(holder.pid) &&
      holder.pid > 0 &&
      typeof holder.host === "string" &&
      typeof holder.token === "string";
    return valid ? { ...holder, started: holder.started ?? null } : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since the file was written; infinite when it is gone. */
function age(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
