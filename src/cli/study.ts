import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import type { Dataset } from "../data/dataset.js";
import { SelectionError, type StudyNetwork, selectNetworks } from "../experiment/study.js";
import { loadDataset } from "../node/datasets.js";
import { BadInput, Interrupted } from "../node/errors.js";
import { checkFolderOption } from "../node/folder-option.js";
import { runStudy, type StudyEvent } from "../node/study.js";
import { expectedSeconds, type PlannedNetwork, planStudy } from "../node/study-plan.js";
import { downloadProgress } from "./download-progress.js";
import { listenForInterrupt } from "./interrupt.js";
import { seconds, wholeNumber } from "./options.js";
import { createProgress, type Progress } from "./progress.js";
import { StudyMeter } from "./study-meter.js";
import { formatPlan } from "./study-plan-text.js";

interface StudyCommandOptions {
  out: string;
  repetitions?: number;
  epochs?: number;
  workers?: number;
  data?: string;
  checkpointEvery?: number;
  plan?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** `infoplane study`: the networks of the ICLR 2022 study, all or some, into one folder. */
export function studyCommand(): Command {
  return new Command("study")
    .description("run the networks of the ICLR 2022 study, all or some of them, and report on all")
    .argument(
      "[networks...]",
      'presets, or "syn", "mnist-bn2", ...: all that begin so (default: all)',
    )
    .option(
      "-r, --repetitions <n>",
      "repetitions of every network (default: the study's)",
      wholeNumber(1),
    )
    .option(
      "-e, --epochs <n>",
      "epochs of training of every network, after its prefit (default: the study's)",
      wholeNumber(1),
    )
    .option("-w, --workers <n>", "worker threads (default: one per core)", wholeNumber(1))
    .option("-o, --out <folder>", "folder of the study", "study")
    .option("--data <folder>", "folder with the files of MNIST")
    .option("--checkpoint-every <seconds>", "work between two checkpoints (default: 10)", seconds)
    .option("--plan", "print the plan with the expected time, and stop")
    .option("--json", "print the plan, or the paths of what was written, as one JSON object")
    .option("-q, --quiet", "no progress")
    .addHelpText(
      "after",
      `
Examples:
  infoplane study --plan                        what there is to do, and how long it will take
  infoplane study syn --repetitions 4           SYN only, four repetitions each
  infoplane study mnist-bn2 mnist-conv --workers 2 --out my-study
  infoplane study                               all of it: many hours

A study that was stopped or killed is continued by the same command. Networks that are finished are
kept; more repetitions can be asked for later. The folder holds a run per network, summaries of their
curves, and report.html on all of them.`,
    )
    .action(async (names: string[], options: StudyCommandOptions) => {
      checkFolderOption("--out", options.out);
      checkFolderOption("--data", options.data);
      const networks = selected(names);
      let note = (message: string) => {
        process.stderr.write(`${message}\n`);
      };
      const interrupt = listenForInterrupt(
        () => note("stopping after this epoch, with a checkpoint; Ctrl-C again quits at once"),
        () => {},
      );
      try {
        const { signal } = interrupt;
        const plan = await makePlan(networks, options, signal);
        const workers = options.workers ?? availableParallelism();
        if (options.plan) {
          print(options.json ? plainPlan(plan, workers) : formatPlan(plan, workers));
          return;
        }
        if (!options.quiet) process.stderr.write(`${formatPlan(plan, workers)}\n\n`);
        const show = new StudyProgress(plan, workers, options.quiet ?? false);
        note = (message) => show.note(message);
        const paths = await work(plan, options, signal, show);
        print(options.json ? paths : `summaries  ${paths.summaries}\nreport     ${paths.report}`);
      } finally {
        interrupt.dispose();
      }
    });
}

function selected(names: string[]): StudyNetwork[] {
  try {
    return selectNetworks(names);
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    throw new BadInput(error.message, { cause: error });
  }
}

async function makePlan(
  networks: StudyNetwork[],
  { data, epochs, out, quiet, repetitions }: StudyCommandOptions,
  signal: AbortSignal,
): Promise<PlannedNetwork[]> {
  const datasets = new Map<string, Promise<Dataset>>();
  const stderr = quiet ? { write() {} } : process.stderr;
  const onProgress = downloadProgress(stderr);
  try {
    return await planStudy(networks, out, {
      epochs,
      repetitions,
      signal,
      load(source) {
        const options = { directory: data, signal, onProgress };
        if (!datasets.has(source)) datasets.set(source, loadDataset(source, options));
        return datasets.get(source)!;
      },
      onProbe: ({ preset }) => stderr.write(`timing ${preset}\n`),
    });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    throw interruption();
  }
}

const interruption = () =>
  new Interrupted("stopped; nothing is lost. The same command goes on with the study");

/** The plan as JSON, the experiment documents left out. */
const plainPlan = (plan: PlannedNetwork[], workers: number) => ({
  plan: plan.map(({ experiment: _, ...network }) => network),
  workers,
  expectedSeconds: expectedSeconds(plan, workers),
});

async function work(
  plan: PlannedNetwork[],
  { checkpointEvery, data, out, workers }: StudyCommandOptions,
  signal: AbortSignal,
  progress: StudyProgress,
) {
  const { reportNetwork, reportStudy } = await import("../node/study-report.js");
  let reported = 0;
  try {
    const onProgress = (event: StudyEvent) => progress.event(event);
    const options = { checkpointEvery, data, workers, signal, onProgress };
    for await (const finished of runStudy(plan, out, options)) {
      await reportNetwork(finished, out);
      reported++;
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw interruption();
  } finally {
    progress.stop();
    if (reported > 0) await reportStudy(out);
  }
  return { report: join(out, "report.html"), summaries: join(out, "summaries") };
}

/** The progress of each run in turn, with that of the whole study below. */
class StudyProgress {
  readonly #meter: StudyMeter;
  #progress: Progress | undefined;

  constructor(
    plan: readonly PlannedNetwork[],
    workers: number,
    readonly quiet: boolean,
  ) {
    this.#meter = new StudyMeter(plan, workers);
  }

  event(event: StudyEvent): void {
    if (event.type === "run") {
      this.#progress?.event(event.event);
      return;
    }
    this.stop();
    this.#meter.begin(event.index);
    this.#progress = createProgress(process.stderr, {
      quiet: this.quiet,
      whole: (reading) => this.#meter.read(reading),
    });
  }

  note(message: string): void {
    this.#progress?.note(message);
  }

  stop(): void {
    this.#progress?.stop();
  }
}

function print(output: string | object): void {
  const text = typeof output === "string" ? output : JSON.stringify(output, null, 2);
  process.stdout.write(`${text}\n`);
}
