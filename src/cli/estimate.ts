import { Command } from "commander";
import { EstimatorError } from "../estimators/estimator.js";
import type { EstimatorEntry } from "../estimators/schema.js";
import { parseEstimator } from "../experiment/parse-estimators.js";
import { formatEstimates } from "../figures/estimate-table.js";
import { thousands } from "../figures/format.js";
import { BadInput } from "../node/errors.js";
import { estimateFile, type FileEstimates } from "../node/estimate-file.js";
import { collect } from "./options.js";
import { createSteps } from "./steps.js";

interface EstimateOptions {
  labels?: string;
  layer?: string[];
  estimator?: string[];
  inputs?: string;
  predictions?: string;
  population?: boolean;
  json?: boolean;
  quiet?: boolean;
}

const HELP = `
Examples:
  infoplane estimate acts.npz                              all layers; labels under the key "labels"
  infoplane estimate acts.npz --labels y.npy --layer T1 --layer T2
  infoplane estimate acts.npy --labels data.npz:y --population --json
  infoplane estimate acts.npz --estimator bins:30 --estimator kde:0.1 --estimator ross:3
  infoplane estimate acts.npz --inputs :x --estimator ksg:3

FILE is a .npy file, or a .npz file whose arrays are the layers, but for those under the keys labels,
inputs and predictions. A layer has a row per input; further axes are its units. Integers of 8 to 64
bits, floats of 16, 32 and 64 and bool are read. SOURCE is a .npy file, FILE:KEY of a .npz file, or
:KEY of FILE itself. Labels are any integers, bool or text of at most 256 classes.

Estimators (SPEC), with their parameters in order; the exact count always comes first:
  bins:30                bins of equal width, bounds of the layer; bins:30:unit, of each unit
  bins:30:-1,1           between fixed bounds
  bins:width=0.07        bins of that width
  adaptive:30            bins of equally many values
  bins:30:layer:nsb      with a correction: miller-madow, chao-shen or nsb
  codes:chao-shen        rows as they are, as a sample of a population
  kde:0.1                upper bound with noise of that variance; kde:0.1:lower
  ksg:3                  3 nearest neighbours; ksg:3:2 for algorithm 2; needs --inputs
  ross:3                 3 nearest neighbours, discrete labels
  bins:30,100,256        a list stands for one estimator each
  '{"kind": "bins", "bins": 30, "shuffledLabels": {}}'     as in an experiment document
Without --estimator, floats are estimated by bins:30, too.`;

/** `infoplane estimate`: the exact count and the estimators, on arrays that someone else made. */
export function estimateCommand(): Command {
  return new Command("estimate")
    .description("measure activations of a network of your own, from .npy and .npz files")
    .argument("<file>", "activations")
    .option("-l, --labels <source>", 'class of every input (default: ":labels")')
    .option("--layer <key>", "an array of the .npz file; may be repeated (default: all)", collect)
    .option("-e, --estimator <spec>", "an estimator, see below; may be repeated", collect)
    .option("--inputs <source>", "the network's inputs, for ksg; whole numbers are discrete")
    .option("--predictions <source>", "classes predicted, to tell whether binnings lose them")
    .option("--population", "the inputs are all there are: counts never saturate")
    .option("--json", "print the results as one JSON object")
    .option("-q, --quiet", "no progress")
    .addHelpText("after", HELP)
    .action(async (path: string, options: EstimateOptions) => {
      const { estimator, json = false, layer: layers, population = false, ...rest } = options;
      const estimators = estimator?.map(parsed);
      const steps = createSteps(process.stderr, options);
      try {
        const found = await estimateFile(path, {
          ...{ ...rest, estimators, layers, population },
          onStep: (step) => steps.begin(step),
          onShare: (share) => steps.share(share),
        });
        steps.stop();
        process.stdout.write(
          json ? asJson(path, population, found) : asText(path, population, found),
        );
      } finally {
        steps.stop();
      }
    });
}

function parsed(text: string): EstimatorEntry {
  try {
    const entry = parseEstimator(text);
    if (entry.points !== undefined) {
      throw new EstimatorError(`"${text}": points: expected none, as a file has no epochs`);
    }
    return entry;
  } catch (error) {
    if (!(error instanceof EstimatorError)) throw error;
    throw new BadInput(`--estimator: ${error.message}`, { cause: error });
  }
}

/** What is NaN, as an estimator does not say it, is null in JSON. */
function asJson(file: string, population: boolean, found: FileEstimates): string {
  return `${JSON.stringify({ file, population, ...found }, null, 2)}\n`;
}

function asText(file: string, population: boolean, found: FileEstimates): string {
  const { classes, inputs, rows } = found;
  const about = `${file}: ${thousands(inputs)} inputs, ${classes.length} classes`;
  return `${about}\n\n${formatEstimates(rows, inputs, { population })}`;
}
