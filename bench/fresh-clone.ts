import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "./context.js";
import { atMost, type Row, skipped } from "./row.js";

const BENCH = "start";
const WHAT = "npm start on a fresh clone, install included";

/** Time of `npm start` in a new clone of the last commit; only with --full. */
export function freshClone({ options, root, say }: Context): Row[] {
  if (!options.full) return [skipped(BENCH, WHAT, "only with --full")];
  const folder = mkdtempSync(join(tmpdir(), "infoplane-clone-"));
  try {
    say(`${BENCH}: cloning and running npm start`);
    const clone = join(folder, "infoplane");
    execFileSync("git", ["clone", "--quiet", root, clone], { stdio: "pipe" });
    const start = performance.now();
    const { status, stderr } = spawnSync("npm", ["start"], {
      cwd: clone,
      encoding: "utf8",
      shell: process.platform === "win32",
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status !== 0) throw new Error(`npm start ended with code ${status}: ${tail(stderr)}`);
    const minutes = (performance.now() - start) / 60_000;
    const note = "the last commit, without uncommitted changes; npm's download cache as it is";
    return [atMost({ bench: BENCH, what: WHAT, unit: "min", ours: minutes, note }, 3)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tail(text: string): string {
  return text.trim().split("\n").slice(-5).join("\n");
}
