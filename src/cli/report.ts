import { Command } from "commander";
import { makeFolder } from "../node/atomic.js";
import { checkFolderOption } from "../node/folder-option.js";
import { readRun } from "../node/repetition-files.js";
import { writeReport } from "./write-report.js";

/** `infoplane report`: report.html and the figures of a run, finished or not. */
export function reportCommand(): Command {
  return new Command("report")
    .description("write report.html and the figures of a run, from what is finished of it")
    .argument("<folder>", "folder of the run (see infoplane list)")
    .option("-o, --out <folder>", "where to write (default: the folder of the run)")
    .option("--json", "print the paths as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane report runs/syn-tanh-8bit-0123abcd
  infoplane report runs/syn-tanh-8bit-0123abcd --out figures`,
    )
    .action(async (folder: string, options: { out?: string; json?: boolean }) => {
      checkFolderOption("--out", options.out);
      const results = await readRun(folder);
      const target = options.out ?? folder;
      makeFolder(target);
      const report = await writeReport(results, target);
      const text = options.json ? JSON.stringify({ report }, null, 2) : report.join("\n");
      process.stdout.write(`${text}\n`);
    });
}
