import { Command } from "commander";
import { readRun } from "../node/repetition-files.js";
import { isRunFolder, openRunFolder, runState } from "../node/run-folder.js";
import { isSummaryFolder, readSummary } from "../node/summary-files.js";
import { summariseRun } from "../summary/run-summary.js";
import { resolveExperiment } from "./experiment-source.js";
import { collect } from "./options.js";
import { describeState } from "./run-state.js";
import { briefly, formatSummary } from "./summary.js";

/** `infoplane show`: an experiment document in full, or the results of a run so far. */
export function showCommand(): Command {
  return new Command("show")
    .description(
      "show a preset or file as a complete document, or the results of a run or a summary",
    )
    .argument("<what>", "a preset, the path of a JSON file, or the folder of a run or a summary")
    .option("--set <key=value>", "change a key of the document; may be repeated", collect)
    .option("--json", "print the results as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane show syn-tanh-8bit > my-experiment.json
  infoplane show runs/syn-tanh-8bit-0123abcd
  infoplane show docs/results/syn-tanh-8bit`,
    )
    .action(async (what: string, options: { set?: string[]; json?: boolean }) => {
      const { json = false, set } = options;
      const text = isRunFolder(what)
        ? await describeRun(what, json)
        : isSummaryFolder(what)
          ? await describeSummary(what, json)
          : JSON.stringify(resolveExperiment(what, { set }), null, 2);
      process.stdout.write(`${text}\n`);
    });
}

async function describeRun(path: string, json: boolean): Promise<string> {
  const folder = await openRunFolder(path);
  const state = runState(folder);
  const summary = state.finished > 0 ? briefly(summariseRun(await readRun(path))) : undefined;
  if (json) {
    const { experiment, hash, version } = folder;
    const about = { folder: path, hash, version, state, experiment };
    return JSON.stringify({ ...about, layers: [], ...summary, repetitions: undefined }, null, 2);
  }
  const head = `${path} (${folder.experiment.name}): ${describeState(state)}`;
  return summary ? `${head}\n\n${formatSummary(summary)}` : head;
}

async function describeSummary(path: string, json: boolean): Promise<string> {
  const run = await readSummary(path);
  const { experiment, repetitions, version } = run;
  if (json) {
    return JSON.stringify({ folder: path, version, experiment, ...briefly(run) }, null, 2);
  }
  const head = `${path} (${experiment.name}): summary of ${repetitions.length} repetition${repetitions.length === 1 ? "" : "s"}`;
  return `${head}\n\n${formatSummary(briefly(run))}`;
}
