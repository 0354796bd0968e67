import { Command } from "commander";
import { makeFolder } from "../node/atomic.js";
import { checkFolderOption } from "../node/folder-option.js";
import { readRun } from "../node/repetition-files.js";
import { isRunFolder } from "../node/run-folder.js";
import { isSummaryFolder, readSummary } from "../node/summary-files.js";
import { writeReport } from "./write-report.js";

/** `infoplane report`: report.html and the figures of a run, finished or not, or of a summary. */
export function reportCommand(): Command {
  return new Command("report")
    .description(
      "write report.html and the figures of a run, from what is finished of it, or of a summary",
    )
    .argument("<folder>", "folder of the run (see infoplane list) or of a summary")
    .option("-o, --out <folder>", "where to write (default: the same folder)")
    .option("--json", "print the paths as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane report runs/syn-tanh-8bit-0123abcd
  infoplane report runs/syn-tanh-8bit-0123abcd --out figures
  infoplane report results/syn-tanh-8bit --out figures`,
    )
    .action(async (folder: string, options: { out?: string; json?: boolean }) => {
      checkFolderOption("--out", options.out);
      const summarised = !isRunFolder(folder) && isSummaryFolder(folder);
      const run = summarised ? await readSummary(folder) : await readRun(folder);
      const target = options.out ?? folder;
      makeFolder(target);
      const report = await writeReport(run, target);
      const text = options.json ? JSON.stringify({ report }, null, 2) : report.join("\n");
      process.stdout.write(`${text}\n`);
    });
}
