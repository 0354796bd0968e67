import { dirname } from "node:path";
import { Command } from "commander";
import { parseHTML } from "linkedom";
import { claims } from "../claims/claims.js";
import { claimsPage } from "../figures/claims-page.js";
import { claimsText } from "../figures/claims-text.js";
import { makeFolder, writeFileAtomic } from "../node/atomic.js";
import { BadInput } from "../node/errors.js";
import { checkPageOption, isPagePath } from "../node/folder-option.js";
import { findRuns } from "../node/run-summaries.js";

/** `infoplane claims`: the study's claims, and two questions, held against runs. */
export function claimsCommand(): Command {
  return new Command("claims")
    .description("hold the claims of the ICLR 2022 study against runs, with verdicts and evidence")
    .argument("[folder...]", "folders of runs, of summaries, or of such folders (default: runs)")
    .option("-o, --out <file>", "also write a page with the figures: a .html file")
    .option("--json", "print the claims as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane claims
  infoplane claims docs/results --out claims.html
  infoplane claims runs/syn-tanh-8bit-0123abcd runs/syn-relu-8bit-4567cdef

Every verdict is printed with its rule. A claim about networks that are not among the runs is "not
tested"; run the presets that it is about (infoplane study --plan). Of runs that are unfinished what is
there is judged: the verdict is then provisional, and says so.`,
    )
    .action(async (folders: string[], options: { out?: string; json?: boolean }) => {
      const { out } = options;
      if (out !== undefined && !isPagePath(out)) {
        throw new BadInput(`--out ${out}: expected the name of a .html file`);
      }
      checkPageOption("--out", out);
      const runs = await findRuns(folders.length > 0 ? folders : ["runs"]);
      const held = claims(runs.map(({ summary }) => summary));
      if (out !== undefined) {
        const { document } = parseHTML("<html><body></body></html>");
        makeFolder(dirname(out));
        writeFileAtomic(out, claimsPage(held, document));
      }
      const text = options.json
        ? `${JSON.stringify({ claims: held, page: out }, null, 2)}\n`
        : claimsText(held);
      process.stdout.write(text);
      if (out !== undefined && !options.json) process.stdout.write(`\npage       ${out}\n`);
    });
}
