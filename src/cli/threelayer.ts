import { Command } from "commander";
import {
  COMPARISONS,
  parseComparison,
  type ThreeLayerComparison,
} from "../bounds/three-layer/document.js";
import { ThreeLayerError } from "../bounds/three-layer/parse.js";
import { nearest } from "../experiment/nearest.js";
import { BadInput } from "../node/errors.js";
import { downloadProgress } from "./download-progress.js";
import { readDocument } from "./experiment-source.js";
import { listenForInterrupt } from "./interrupt.js";
import { collect, seconds, wholeNumber } from "./options.js";
import { applySettings } from "./set.js";
import { createSteps } from "./steps.js";

interface ThreeLayerCommandOptions {
  repetitions?: number;
  seed?: number;
  set?: string[];
  out?: string;
  data?: string;
  checkpointEvery?: number;
  report: boolean;
  json?: boolean;
  quiet?: boolean;
}

const presetLines = Object.values(COMPARISONS)
  .map(({ description, name }) => `  ${name.padEnd(16)}${description}`)
  .join("\n");

/** `infoplane threelayer`: three-layer networks by PSGD, held against kernels and bounds. */
export function threeLayerCommand(): Command {
  return new Command("threelayer")
    .description("train three-layer networks by PSGD and hold them against kernels and bounds")
    .argument("<comparison>", "a preset, see below, or the path of a JSON file")
    .option("-r, --repetitions <n>", "networks of each kind", wholeNumber(1))
    .option("-s, --seed <n>", "seed of the data and of the first networks", wholeNumber(0))
    .option("--set <key=value>", "change a key of the document; may be repeated", collect)
    .option("-o, --out <folder>", "folder (default: threelayer/<name>-<hash>)")
    .option("--data <folder>", "folder with the files of the data set (MNIST)")
    .option("--checkpoint-every <seconds>", "work between two checkpoints (default: 10)", seconds)
    .option("--no-report", "do not write report.html and the figures")
    .option("--json", "print the results as one JSON object")
    .option("-q, --quiet", "no progress")
    .addHelpText(
      "after",
      `
Examples:
  infoplane threelayer sphere-product
  infoplane threelayer syn --repetitions 5 --out syn-three-layer
  infoplane threelayer sphere-sign --set samples=240 --set network.optimiser.bound1=2
  infoplane threelayer my-comparison.json --set 'controls=["sgd"]' --json > results.json

Presets:
${presetLines}

Work that was stopped or killed is gone on with by the same command, to the same bytes.
docs/bounds/comparison.md describes the document.`,
    )
    .action(threeLayer);
}

async function threeLayer(source: string, options: ThreeLayerCommandOptions): Promise<void> {
  const comparison = resolveComparison(source, options);
  const { runComparison } = await import("../node/three-layer.js");
  const steps = createSteps(process.stderr, options);
  const interrupt = listenForInterrupt(
    () => steps.begin("stopping, with a checkpoint; Ctrl-C again quits at once"),
    () => steps.stop(),
  );
  try {
    const { folder, results } = await runComparison(comparison, {
      ...options,
      signal: interrupt.signal,
      onStep: (words) => steps.begin(words),
      onDownload: options.quiet ? undefined : downloadProgress(process.stderr),
    });
    steps.begin("report");
    const report = options.report
      ? (await import("../node/three-layer-report.js")).writeThreeLayerReport(results, folder)
      : [];
    steps.stop();
    const { formatThreeLayer } = await import("../figures/three-layer-tables.js");
    const { quantised, ...rest } = results;
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ folder, ...rest, quantised: quantised && `${folder}/quantised`, report }, null, 2)}\n`
        : `${formatThreeLayer(results)}\nresults    ${folder}\n${report.length > 0 ? `report     ${report[0]}\n` : ""}`,
    );
  } finally {
    steps.stop();
    interrupt.dispose();
  }
}

/** The complete document of a preset's name or a JSON file's path, with what the command line changes. */
export function resolveComparison(
  source: string,
  { repetitions, seed, set = [] }: Pick<ThreeLayerCommandOptions, "repetitions" | "seed" | "set">,
): ThreeLayerComparison {
  const preset = Object.hasOwn(COMPARISONS, source) ? COMPARISONS[source] : undefined;
  const document: unknown = preset ?? readDocument(source, unknownComparison);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return named(source, () => parseComparison(document));
  }
  const changed = {
    ...applySettings(document, set, complete(document)),
    ...(repetitions === undefined ? {} : { repetitions }),
    ...(seed === undefined ? {} : { seed }),
  };
  return named(preset ? undefined : source, () => parseComparison(changed));
}

function complete(document: object): ThreeLayerComparison | undefined {
  try {
    return parseComparison(document);
  } catch {
    return undefined;
  }
}

function named<T>(path: string | undefined, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ThreeLayerError)) throw error;
    throw new BadInput(path ? `${path}: ${error.message}` : error.message, { cause: error });
  }
}

function unknownComparison(name: string): BadInput {
  const names = Object.keys(COMPARISONS);
  const close = nearest(name, names);
  return new BadInput(
    `there is no comparison and no file "${name}". ${
      close ? `Did you mean ${close}?` : `The presets are ${names.join(", ")}.`
    }`,
  );
}
