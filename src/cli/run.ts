import { Command } from "commander";
import { type ExecuteOptions, execute } from "./execute.js";
import { type Overrides, resolveExperiment } from "./experiment-source.js";
import { collect, wholeNumber, withExecuteOptions } from "./options.js";

/** `infoplane run`: runs a preset or an experiment file, or continues its run. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("run an experiment, or go on with its run where it was left")
    .argument("<experiment>", "a preset (see infoplane list) or the path of a JSON file")
    .option("-r, --repetitions <n>", "how many repetitions", wholeNumber(1))
    .option("-s, --seed <n>", "seed of the experiment", wholeNumber(0))
    .option("-e, --epochs <n>", "epochs of each repetition", wholeNumber(1))
    .option("-w, --workers <n>", "worker threads (default: one per core)", wholeNumber(1))
    .option("-o, --out <folder>", "folder of the run (default: runs/<name>-<hash>)")
    .option("--set <key=value>", "change a key of the document; may be repeated", collect);
  return withExecuteOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  infoplane run syn-tanh-8bit
  infoplane run syn-tanh-8bit --repetitions 2 --epochs 1000 --out runs/short
  infoplane run syn-relu-8bit --set optimiser.learningRate=0.001 --set network.layers.0.units=12
  infoplane run my-experiment.json --workers 4 --json > results.json

A run that was stopped or killed is continued by the same command, or by infoplane resume.`,
    )
    .action((source: string, options: ExecuteOptions & Overrides) => {
      const { repetitions, seed, epochs, set } = options;
      return execute(resolveExperiment(source, { repetitions, seed, epochs, set }), options);
    });
}
