import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { presets } from "../experiment/presets.js";
import { isRunFolder, openRunFolder, type RunState, runState } from "../node/run-folder.js";
import { describeState } from "./run-state.js";

interface ListedRun extends Partial<RunState> {
  folder: string;
  error?: string;
}

/** `infoplane list`: the presets, and the runs in ./runs. */
export function listCommand(): Command {
  return new Command("list")
    .description("list the presets, and the runs in ./runs")
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExamples:\n  infoplane list\n  infoplane list --json")
    .action(async (options: { json?: boolean }) => {
      const listed = Object.entries(presets).map(([name, { description = "" }]) => ({
        name,
        description,
      }));
      const runs = await findRuns("runs");
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ presets: listed, runs }, null, 2)}\n`);
        return;
      }
      const nameWidth = Math.max(0, ...listed.map(({ name }) => name.length));
      const folderWidth = Math.max(0, ...runs.map(({ folder }) => folder.length));
      const lines = [
        "presets",
        ...listed.map(({ name, description }) => `  ${name.padEnd(nameWidth)}  ${description}`),
        "",
        runs.length > 0 ? "runs" : "no runs in ./runs yet; infoplane run <preset> makes one",
        ...runs.map(
          (run) =>
            `  ${run.folder.padEnd(folderWidth)}  ${run.error ?? describeState(run as RunState)}`,
        ),
      ];
      process.stdout.write(`${lines.join("\n")}\n`);
    });
}

async function findRuns(parent: string): Promise<ListedRun[]> {
  const runs: ListedRun[] = [];
  for (const name of namesIn(parent).sort()) {
    const folder = join(parent, name);
    if (!isRunFolder(folder)) continue;
    try {
      runs.push({ folder, ...runState(await openRunFolder(folder)) });
    } catch (error) {
      runs.push({ folder, error: (error as Error).message });
    }
  }
  return runs;
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
