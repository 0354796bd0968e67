import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { locateMnist } from "../src/node/mnist.js";
import type { Context } from "./context.js";
import { PRESETS } from "./repetitions.js";
import { atMost, type Row, skipped } from "./row.js";

const BENCH = "memory";

const CASES = {
  syn: { bar: 400, epochs: 8000, quick: 400 },
  mnist: { bar: 1000, epochs: 20, quick: 4 },
} as const;

/** Peak resident memory of `infoplane run` with two workers, report included. */
export async function memory(context: Context): Promise<Row[]> {
  const place = await locateMnist({ directory: context.options.data });
  const syn = peakOf("syn", context, []);
  if (!place) return [syn, skipped(BENCH, "peak memory, mnist-bn2-8bit", "no MNIST found")];
  return [syn, peakOf("mnist", context, ["--data", place.directory])];
}

function peakOf(
  name: keyof typeof CASES,
  { options, root, say }: Context,
  extra: readonly string[],
): Row {
  const { bar, epochs: usual, quick } = CASES[name];
  const epochs = options.full ? undefined : options.quick ? quick : usual;
  const folder = mkdtempSync(join(tmpdir(), "infoplane-bench-"));
  try {
    const length = epochs === undefined ? "all" : String(epochs);
    say(`${BENCH}: ${PRESETS[name]}, ${length} epochs with two workers`);
    const file = join(folder, "peak");
    const hook = pathToFileURL(join(root, "bench/peak-memory.mjs")).href;
    const args = [
      ...["--import", hook, join(root, "dist/cli/main.js"), "run", PRESETS[name]],
      ...["--repetitions", "2", "--workers", "2", "--out", join(folder, "run"), "--quiet"],
      ...(epochs === undefined ? [] : ["--epochs", length]),
      ...extra,
    ];
    const { status, stderr } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      env: { ...process.env, INFOPLANE_PEAK_FILE: file },
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status !== 0) throw new Error(`infoplane run ended with code ${status}: ${stderr.trim()}`);
    return atMost(
      {
        bench: BENCH,
        what: `peak memory, ${PRESETS[name]}, two workers, ${length} epochs`,
        unit: "MB",
        ours: Number(readFileSync(file, "utf8")) / 1e6,
      },
      bar,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
