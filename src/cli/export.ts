import { Command } from "commander";
import { exportNetwork } from "../node/export.js";
import { checkFolderOption } from "../node/folder-option.js";
import { wholeNumber } from "./options.js";

/** `infoplane export`: the trained network of a repetition in integer arithmetic, as two files. */
export function exportCommand(): Command {
  return new Command("export")
    .description("write the trained network of a run in integer arithmetic")
    .argument("<run>", "folder of the run (see infoplane list)")
    .option("-r, --repetition <n>", "which one (default: the first finished)", wholeNumber(0))
    .option("-o, --out <folder>", "where to write (default: export/NNN in the run's folder)")
    .option("--json", "print the paths as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane export runs/syn-tanh-integer-0123abcd
  infoplane export runs/syn-tanh-integer-0123abcd --repetition 3 --out network

network.json says how to compute, weights.safetensors holds the integers: docs/network/integer.md.`,
    )
    .action(async (run: string, options: { repetition?: number; out?: string; json?: boolean }) => {
      checkFolderOption("--out", options.out);
      const network = await exportNetwork(run, options);
      const text = options.json ? JSON.stringify({ network }, null, 2) : network.join("\n");
      process.stdout.write(`${text}\n`);
    });
}
