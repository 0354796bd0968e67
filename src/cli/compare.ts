import { Command } from "commander";
import { checkPageOption } from "../node/folder-option.js";

interface CompareOptions {
  out?: string;
  unfinished?: boolean;
  json?: boolean;
}

/** `infoplane compare`: what differs between two runs, their experiments and their planes. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("say what differs between two runs: their experiments, planes and phases")
    .argument("<A>", "folder of a run (see infoplane list) or of a summary")
    .argument("<B>", "folder of another one")
    .option("-o, --out <place>", "write a page: a file FILE.html, or a folder, with the figures")
    .option("--unfinished", "compare what is finished of runs that are not")
    .option("--json", "print the comparison as one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  infoplane compare runs/syn-tanh-8bit-0123abcd runs/syn-tanh-4bit-4567cdef
  infoplane compare results/syn-tanh-8bit results/syn-relu-8bit --out tanh-relu.html
  infoplane compare results/a results/b --json > comparison.json

Differences are B minus A, with 95 % bootstrap intervals over the repetitions: paired where both
begin from the same weights on the same data, as two samples otherwise. docs/phases/compare.md`,
    )
    .action(compare);
}

async function compare(first: string, second: string, options: CompareOptions): Promise<void> {
  checkPageOption("--out", options.out);
  const { compareSummaries, readForComparison, writeComparison } = await import(
    "../node/comparison.js"
  );
  const { formatComparison } = await import("../figures/comparison-text.js");
  const a = await readForComparison(first, options);
  const b = await readForComparison(second, options);
  const compared = compareSummaries(a, b);
  const written = options.out === undefined ? [] : writeComparison({ a, b }, compared, options.out);
  const text = options.json
    ? JSON.stringify({ ...compared, written }, null, 2)
    : [formatComparison(compared).trimEnd(), ...(written.length > 0 ? ["", ...written] : [])].join(
        "\n",
      );
  process.stdout.write(`${text}\n`);
}
