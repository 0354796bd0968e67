import { Command } from "commander";
import { createEngine } from "../engine/engine.js";
import { ALL_CITATIONS, type Citation, citationsOf } from "../experiment/citations.js";
import { references } from "../experiment/references.js";
import type { Experiment } from "../experiment/schema.js";
import { bibtex, formatCitations } from "../figures/citations.js";
import { BadInput } from "../node/errors.js";
import { isRunFolder, openRunFolder } from "../node/run-folder.js";
import { isSummaryFolder, readSummary } from "../node/summary-files.js";
import { resolveExperiment } from "./experiment-source.js";

/** `infoplane cite`: the publications that a run rests on, or all that infoplane does. */
export function citeCommand(): Command {
  return new Command("cite")
    .description("print the publications that a run rests on, or all")
    .argument("[what]", "folder of a run or a summary, a preset, or a JSON file (default: all)")
    .option("--bibtex", "print BibTeX")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
Examples:
  infoplane cite runs/syn-tanh-8bit-0123abcd
  infoplane cite estimators-syn-tanh --bibtex > references.bib
  infoplane cite`,
    )
    .action(async (what: string | undefined, options: { bibtex?: boolean; json?: boolean }) => {
      if (options.bibtex && options.json) {
        throw new BadInput("expected --bibtex or --json, not both");
      }
      const citations =
        what === undefined
          ? everything()
          : citationsOf(await experimentOf(what), await createEngine());
      process.stdout.write(
        options.bibtex
          ? bibtex(citations)
          : options.json
            ? asJson(citations)
            : formatCitations(citations),
      );
    });
}

async function experimentOf(what: string): Promise<Experiment> {
  if (isRunFolder(what)) return (await openRunFolder(what)).experiment;
  if (isSummaryFolder(what)) return (await readSummary(what)).experiment;
  return resolveExperiment(what);
}

function everything(): Citation[] {
  const cited = new Set(ALL_CITATIONS.flatMap((citation) => citation.references));
  const rest = Object.keys(references).filter((key) => !cited.has(key));
  return [...ALL_CITATIONS, { part: "estimators and the rest", references: rest }];
}

function asJson(citations: readonly Citation[]): string {
  const parts = citations.map(({ part, references: keys }) => ({
    part,
    references: keys.map((key) => ({ key, ...references[key] })),
  }));
  return `${JSON.stringify(parts, null, 2)}\n`;
}
