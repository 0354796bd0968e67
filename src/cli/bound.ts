import { Command, InvalidArgumentError } from "commander";
import { type BoundSettings, DEFAULT_SETTINGS, LOSS_KINDS, parseGate } from "../bounds/settings.js";
import type { BoundStudy } from "../bounds/study.js";
import { TARGETS, type TargetName } from "../bounds/targets.js";
import type { TaskSource } from "../bounds/task.js";
import { nearest } from "../experiment/nearest.js";
import { BadInput } from "../node/errors.js";
import { downloadProgress } from "./download-progress.js";
import { listenForInterrupt } from "./interrupt.js";
import { wholeNumber } from "./options.js";
import { createSteps } from "./steps.js";

interface BoundOptions {
  target: string;
  n: number[];
  dimension: number;
  noise: number;
  digits: { positive: number; negative: number | "rest" };
  seed: number;
  seeds: number;
  validation?: number;
  test: number;
  lambda: number[];
  gap: number;
  gate: string;
  loss: string;
  delta: number;
  draws: number;
  data?: string;
  out?: string;
  json?: boolean;
  quiet?: boolean;
}

const targetLines = Object.entries(TARGETS)
  .map(([name, { formula }]) => `  ${name.padEnd(14)}${formula}`)
  .join("\n");

const HELP = `
Examples:
  infoplane bound --target product --n 120
  infoplane bound --target linear,product,random --n 60,120,240 --seeds 10 --out bounds.html
  infoplane bound syn --n 200
  infoplane bound mnist --digits 3,8 --n 500 --loss ramp --json
  infoplane bound --target cubic --gate threshold:1 --lambda 0.01

Targets on the sphere (--target), in the coordinates t = sqrt(d) x, which have variance 1:
${targetLines}
  all           every one of them

All inputs are scaled to norm 1. One target, n and seed are told in full; of several, means over the
seeds. Predictors are kernel regression with H (two-layer NTK), K∘F3, K∘H, their sum, and the products
of the adaptive family. docs/bounds.md says what that is, and what was derived here.`;

/** `infoplane bound`: kernels, the adaptive complexity and generalisation bounds on a data set. */
export function boundCommand(): Command {
  const defaults = DEFAULT_SETTINGS;
  return new Command("bound")
    .description("hold a data set against kernels, the adaptive complexity and bounds")
    .argument("[data]", "sphere, syn or mnist", "sphere")
    .option("-t, --target <names>", "targets on the sphere, see below; all for each", "linear")
    .option(
      "-n, --n <list>",
      "samples to train on",
      numbers("whole numbers from 2 on", size),
      [120],
    )
    .option("--dimension <d>", "dimension of the sphere's space", wholeNumber(1), 10)
    .option("--noise <s>", "standard deviation of noise on the sphere's labels", real(0, 1e6), 0)
    .option(
      "--digits <pair>",
      "two digits of MNIST, or one against the rest: 3,8 or 3,rest",
      digits,
    )
    .option("-s, --seed <n>", "seed of the data and of the draws", wholeNumber(0), 0)
    .option("--seeds <k>", "so many seeds, from --seed on", wholeNumber(1), 1)
    .option("--validation <m>", "samples to choose lambda on (default: as --n)", wholeNumber(1))
    .option("--test <m>", "samples to test on", wholeNumber(1), 1000)
    .option(
      "--lambda <list>",
      "ridges to choose from, 0 to interpolate",
      numbers("numbers from 0 on", (value) => value >= 0),
      defaults.ridges,
    )
    .option("--gap <share>", "relative gap asked of the certificate", real(1e-12, 1), defaults.gap)
    .option("--gate <kind>", "gates of the second layer: relu, erf or threshold:B", defaults.gate)
    .option("--loss <kind>", "absolute: min(1, |f - y|); ramp: min(1, max(0, 1 - y f))", "absolute")
    .option("--delta <p>", "probability that a bound fails", real(1e-12, 0.5), defaults.delta)
    .option("--draws <k>", "random signs drawn for R_op", wholeNumber(2), defaults.draws)
    .option("--data <folder>", "folder with the files of the data set (MNIST)")
    .option("-o, --out <place>", "write a page: a file FILE.html, or a folder, with the figures")
    .option("--json", "print the results as one JSON object")
    .option("-q, --quiet", "no progress")
    .addHelpText("after", HELP)
    .action(bound);
}

async function bound(name: string, options: BoundOptions): Promise<void> {
  const { seed, seeds } = options;
  if (seed + seeds > 0xffffffff) throw new BadInput("--seed: expected seeds below 4294967296");
  const study: BoundStudy = {
    sources: sourcesOf(name, options),
    samples: options.n,
    seeds: Array.from({ length: seeds }, (_, index) => seed + index),
    validation: options.validation,
    test: options.test,
  };
  const settings = settingsOf(options, study);
  const { runBoundStudy } = await import("../node/bound.js");
  const { checkPageOption } = await import("../node/folder-option.js");
  checkPageOption("--out", options.out);
  const steps = createSteps(process.stderr, options);
  const interrupt = listenForInterrupt(
    () => steps.stop(),
    () => steps.stop(),
  );
  const all = study.sources.length * study.samples.length * study.seeds.length;
  steps.begin(`analysing ${all} data set${all === 1 ? "" : "s"}`);
  try {
    const cells = await runBoundStudy(study, settings, {
      ...{ data: options.data, signal: interrupt.signal },
      onDownload: options.quiet ? undefined : downloadProgress(process.stderr),
      onCell: (done) => steps.share(done / all),
    });
    const results = { study, settings, cells };
    const written = options.out === undefined ? [] : await write(results, options.out);
    steps.stop();
    const { formatBoundStudy } = await import("../figures/bound-text.js");
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...results, written }, null, 2)}\n`
        : [formatBoundStudy(results), ...written.map((path) => `${path}\n`)].join(""),
    );
  } finally {
    steps.stop();
    interrupt.dispose();
  }
}

function sourcesOf(name: string, { digits: pair, dimension, noise, target }: BoundOptions) {
  if (name === "sphere") {
    return targets(target).map(
      (one): TaskSource => ({ source: "sphere", target: one, dimension, noise }),
    );
  }
  if (name === "syn") return [{ source: "syn" } satisfies TaskSource];
  if (name === "mnist") {
    return [{ source: "mnist", ...(pair ?? { positive: 3, negative: 8 }) } satisfies TaskSource];
  }
  const close = nearest(name, ["sphere", "syn", "mnist"]);
  throw new BadInput(
    `there are no data "${name}"; expected sphere, syn or mnist${close ? `. Did you mean ${close}?` : ""}`,
  );
}

function targets(text: string): TargetName[] {
  const names = Object.keys(TARGETS) as TargetName[];
  if (text === "all") return names;
  return text.split(",").map((name) => {
    const found = names.find((one) => one === name.trim());
    if (found) return found;
    throw new BadInput(
      `--target: there is no target "${name}"; expected ${names.join(", ")}, or all`,
    );
  });
}

function settingsOf(options: BoundOptions, study: BoundStudy): BoundSettings {
  const { delta, draws, gap, gate, lambda: ridges, loss } = options;
  if (!Object.hasOwn(LOSS_KINDS, loss)) {
    throw new BadInput(`--loss: "${loss}"; expected absolute or ramp`);
  }
  parseGate(gate);
  const signs = study.sources.every(
    (source) =>
      source.source !== "sphere" ||
      ((source.target === "sign" || source.target === "random") && source.noise === 0),
  );
  if (loss === "ramp" && !signs) {
    throw new BadInput(
      "--loss ramp: expected labels of +-1: the targets sign and random, syn or mnist",
    );
  }
  return { ridges, gap, delta, draws, loss: loss as BoundSettings["loss"], gate };
}

async function write(
  results: Parameters<typeof import("../node/bound-report.js").writeBoundReport>[0],
  out: string,
): Promise<string[]> {
  const { writeBoundReport } = await import("../node/bound-report.js");
  return writeBoundReport(results, out);
}

const size = (value: number) => Number.isSafeInteger(value) && value >= 2;

function numbers(words: string, right: (value: number) => boolean): (text: string) => number[] {
  return (text) =>
    text.split(",").map((part) => {
      const value = Number(part);
      if (part.trim() === "" || !Number.isFinite(value) || !right(value)) {
        throw new InvalidArgumentError(`Expected ${words}, with commas between, not "${part}".`);
      }
      return value;
    });
}

function real(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`Expected a number from ${least} to ${most}.`);
    }
    return value;
  };
}

function digits(text: string): BoundOptions["digits"] {
  const pair = /^([0-9]),([0-9]|rest)$/.exec(text.replace(/ /g, ""));
  if (!pair || pair[1] === pair[2]) {
    throw new InvalidArgumentError(
      "Expected two different digits, as 3,8, or one and rest: 3,rest.",
    );
  }
  return { positive: Number(pair[1]), negative: pair[2] === "rest" ? "rest" : Number(pair[2]) };
}
