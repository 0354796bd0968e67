import type { Dataset } from "../data/dataset.js";
import { createEngine, type Engine } from "../engine/engine.js";
import { Repetition } from "./repetition.js";
import { measurements, totalEpochs } from "./schedule.js";
import type { Experiment } from "./schema.js";
import { createWorkspace, type Workspace } from "./workspace.js";

const LEAST_SECONDS = 0.7;
const MOST_SECONDS = 5;

/**
 * Measurements from which the cost of estimators is told, beside the last one: there predictions are
 * counted, too, once in a run.
 */
const ASKED = 2;

/**
 * Seconds that one repetition of an experiment takes on this thread, without bad fits, from the times
 * of its first epochs: about a second of work, and a few questions to each estimator. Throws a DataError
 * on data that do not fit, and the signal's reason.
 */
export async function probe(
  experiment: Experiment,
  dataset: Dataset,
  signal?: AbortSignal,
  now = () => performance.now() / 1000,
): Promise<number> {
  const { estimators = [], ...rest } = experiment;
  const workspace = await createWorkspace(experiment, dataset);
  const engine = await createEngine(workspace.memory);
  let seconds = probeCounts(rest, workspace, engine, signal, now);
  const measured = measurements(experiment).size;
  for (const points of new Set(estimators.map((one) => one.points))) {
    signal?.throwIfAborted();
    const group = estimators.filter((one) => one.points === points);
    const each = secondsToAsk({ ...rest, estimators: group }, workspace, engine, now);
    seconds += Math.min(points ?? measured, measured) * each;
  }
  return seconds;
}

/** Seconds that the estimators of an experiment add to one measurement. */
function secondsToAsk(
  { estimators = [], ...experiment }: Experiment,
  workspace: Workspace,
  engine: Engine,
  now: () => number,
): number {
  const short: Experiment = {
    ...{ ...experiment, prefit: undefined, badFit: "keep" },
    measure: { schedule: "every", epochs: 1 },
  };
  const timed = (asked: NonNullable<Experiment["estimators"]>, epochs: number) => {
    const once = { ...short, epochs, estimators: asked };
    const repetition = new Repetition(engine, workspace, once, 0);
    const before = now();
    while (!repetition.done) repetition.runEpoch();
    return now() - before;
  };
  const added = (epochs: number) => timed(estimators, epochs) - timed([], epochs);
  timed(estimators, ASKED + 1);
  return Math.max(0, added(ASKED + 1) - added(1)) / ASKED;
}

/** The same of an experiment without estimators. */
function probeCounts(
  experiment: Experiment,
  workspace: Workspace,
  engine: Engine,
  signal: AbortSignal | undefined,
  now: () => number,
): number {
  const repetition = new Repetition(engine, workspace, experiment, 0);
  const measured = measurements(experiment);
  const total = totalEpochs(experiment);
  const times = { measured: [] as number[], plain: [] as number[] };
  const started = now();
  const needed = {
    measured: Math.min(2, measured.size),
    plain: Math.min(2, total - measured.size),
  };
  while (!repetition.done) {
    signal?.throwIfAborted();
    const kind = measured.has(repetition.epoch) ? "measured" : "plain";
    const before = now();
    repetition.runEpoch();
    times[kind].push(now() - before);
    const elapsed = now() - started;
    const enough = times.measured.length >= needed.measured && times.plain.length >= needed.plain;
    if ((enough && elapsed >= LEAST_SECONDS) || elapsed >= MOST_SECONDS) break;
  }
  const plain = typical(times.plain) ?? typical(times.measured) ?? 0;
  const withMeasurement = typical(times.measured) ?? plain;
  return measured.size * withMeasurement + (total - measured.size) * plain;
}

/** The median of the later half: the first epochs run code that is not yet compiled to the end. */
function typical(times: readonly number[]): number | undefined {
  const later = times.slice(Math.floor(times.length / 2)).sort((a, b) => a - b);
  return later[Math.floor(later.length / 2)];
}
