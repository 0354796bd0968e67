import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import type { Python } from "./python.js";

/** What the figures depend on besides the code. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  node: string;
  commit: string;
  python?: Python;
  /** Load of the last minute, before and after. */
  load: number[];
}

export function machine(root: string, python: Python | undefined): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    commit: commit(root),
    python,
    load: [loadavg()[0]],
  };
}

export function formatMachine(machine: Machine): string {
  const { commit, cores, cpu, load, memoryGiB, node, python } = machine;
  const peers = python
    ? [
        `Python ${python.python}`,
        ...Object.entries(python.modules).map(([name, version]) => `${name} ${version}`),
        `BLAS: ${python.blas.join(", ") || "unknown"}`,
      ].join(", ")
    : "no Python with numpy found";
  const loads = load.map((value) => value.toFixed(2)).join(" -> ");
  const warning = "other work was going on on this machine: figures and ratios are unreliable";
  return [
    ...(load[0] > cores / 2 ? [warning] : []),
    `${cpu}, ${cores} cores, ${memoryGiB} GiB; Node ${node}; commit ${commit}; load ${loads}`,
    `peers: ${peers}`,
  ].join("\n");
}

function commit(root: string): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  try {
    const changed = git("status", "--porcelain") === "" ? "" : " + changes";
    return git("rev-parse", "--short", "HEAD") + changed;
  } catch {
    return "unknown";
  }
}
