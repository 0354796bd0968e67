/*
 * To be loaded with --import: at the end of the process, its peak resident memory in bytes is written
 * to the file that INFOPLANE_PEAK_FILE names.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Linux: VmHWM; the system's maxRSS may be that of the parent process before it became this one. */
function peak() {
  try {
    return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
  } catch {
    return 1024 * process.resourceUsage().maxRSS;
  }
}

if (isMainThread) {
  process.on("exit", () => writeFileSync(process.env.INFOPLANE_PEAK_FILE, String(peak())));
}
