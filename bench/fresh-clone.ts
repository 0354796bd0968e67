import { execFileSync } from "node:child_process";
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
    execFileSync("npm", ["start"], { cwd: clone, stdio: "pipe", maxBuffer: 2 ** 30 });
    const minutes = (performance.now() - start) / 60_000;
    const note = "the last commit, without uncommitted changes; npm's download cache as it is";
    return [atMost({ bench: BENCH, what: WHAT, unit: "min", ours: minutes, note }, 3)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
