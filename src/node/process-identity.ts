import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Which process it is: a number alone may be given to another process later. */
export interface ProcessIdentity {
  pid: number;
  host: string;
  /** Boot and start time, where the system tells (Linux); else null. */
  started: string | null;
}

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), started: startTime(process.pid) };
}

/**
 * Whether a process lives: "unknown" on another host, where this one cannot look. A process with
 * the same number but another start time is another process.
 */
export function lifeOf(identity: ProcessIdentity): "alive" | "dead" | "unknown" {
  if (identity.host !== hostname()) return "unknown";
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "dead";
  }
  if (identity.started === null) return "alive";
  const started = startTime(identity.pid);
  return started === null || started === identity.started ? "alive" : "dead";
}

/** Boot id and field 22 of /proc/<pid>/stat (clock ticks since boot); see proc(5). */
function startTime(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name, in parentheses, may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return `${boot}/ended`;
    return `${boot}/${fields[19]}`;
  } catch {
    return null;
  }
}
