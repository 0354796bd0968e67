import { Command } from "commander";
import { checkFolderOption } from "../node/folder-option.js";
import { readRun } from "../node/repetition-files.js";
import { writeSummary } from "../node/summary-files.js";
import { summariseRun } from "../summary/run-summary.js";

/** `infoplane summarise`: the mean curves and tables of a run as a few small files. */
export function summariseCommand(): Command {
  return new Command("summarise")
    .description("keep the mean curves and tables of a run as a few small files")
    .argument("<run>", "folder of the run (see infoplane list)")
    .requiredOption("-o, --out <folder>", "where to write")
    .option("--json", "print the paths as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane summarise runs/syn-tanh-8bit-0123abcd --out results/syn-tanh-8bit
  infoplane report results/syn-tanh-8bit --out report

Everything that infoplane report draws can be drawn from the summary, but for the planes of every
single repetition.`,
    )
    .action(async (run: string, options: { out: string; json?: boolean }) => {
      checkFolderOption("--out", options.out);
      const summary = writeSummary(summariseRun(await readRun(run)), options.out);
      const text = options.json ? JSON.stringify({ summary }, null, 2) : summary.join("\n");
      process.stdout.write(`${text}\n`);
    });
}
