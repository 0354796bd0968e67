import type { ScatterTable, Stage } from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import type { Experiment } from "../experiment/schema.js";
import { averageAt } from "./curve.js";
import { layerRow } from "./development.js";
import { type LayerDiagnostics, layerDiagnostics } from "./diagnostics.js";
import { firstOfTraining, keptEpochs, measuredEpochs } from "./epochs.js";
import { type LayerStatistics, layerStatistics } from "./layer-statistics.js";
import { type LayerCourses, type LayerSummary, layerCourses } from "./layers.js";
import { type LayerPhases, layerPhases } from "./phases.js";
import {
  type ChosenRepetition,
  chosenPlaces,
  type RepetitionCurves,
  type RepetitionFacts,
  repetitionFacts,
  repetitionLayers,
} from "./repetitions.js";
import { type TrainingSummary, trainingSummary } from "./training.js";

/**
 * What is left of a run when its repetitions are put together: everything that figures and tables
 * are made from. Curves are kept at about 300 epochs, the peaks among them; the numbers in `layers`
 * and `training.end` come from every measurement.
 */
export interface RunSummary {
  experiment: Experiment;
  /** Version of the package that made the records. */
  version: string;
  /** The finished repetitions, ascending. */
  repetitions: RepetitionFacts[];
  /** Wall time of the run; null when it is not known. */
  seconds: number | null;
  /** Epochs measured in each repetition, before thinning. */
  measurements: number;
  /** The epochs of all curves, ascending, counted from the beginning of the prefit, if any. */
  epochs: Int32Array;
  stages: Stage[];
  /** Every layer, inputs and way of counting, in the order of layers. */
  layers: LayerSummary[];
  /** Fitting and compression of each of them; absent in summaries of versions that had no phases. */
  phases?: LayerPhases[];
  training: TrainingSummary;
  /** Every layer's gradients, weights and grid. */
  statistics: LayerStatistics[];
  /** Every layer's diagnostics, if the experiment asked for them. */
  diagnostics: LayerDiagnostics[] | null;
  /** Best, median and worst repetition, in this order, as far as there are so many. */
  chosen: ChosenRepetition[];
  /** States of a layer of two units in the best repetition, if the experiment keeps them. */
  scatter: (ScatterTable & { repetition: number }) | null;
}

/** A run, sorted for averaging. */
interface Sorted {
  values: LayerCourses[];
  facts: RepetitionFacts[];
  /** Indices of the epochs of the curves. */
  kept: number[];
  summary: RunSummary;
}

const known = new WeakMap<RunResults, Sorted>();

/**
 * Summarises the finished repetitions, of which there must be one. Remembers its answer: results
 * must not change between calls.
 */
export function summariseRun(results: RunResults, options: { seconds?: number } = {}): RunSummary {
  const { summary } = sorted(results);
  return options.seconds === undefined ? summary : { ...summary, seconds: options.seconds };
}

/** Whether results were summarised already. */
export const isSummary = (run: RunResults | RunSummary): run is RunSummary => "chosen" in run;

/** The summary of a run, made where there are results. */
export const summaryOf = (run: RunResults | RunSummary): RunSummary =>
  isSummary(run) ? run : summariseRun(run);

/** Every repetition at the epochs of the run's summary. */
export function repetitionCurves(results: RunResults): RepetitionCurves[] {
  const { facts, values, kept } = sorted(results);
  return facts.map((one, place) => ({ ...one, layers: repetitionLayers(place, values, kept) }));
}

function sorted(results: RunResults): Sorted {
  const before = known.get(results);
  if (before) return before;
  const measured = measuredEpochs(results);
  const values = layerCourses(results, measured);
  const facts = repetitionFacts(results, values);
  const from = firstOfTraining(measured.stages);
  const rows = values.map((one) => layerRow(one, { epochs: measured.epochs, from }));
  const peaks = rows.flatMap(({ input, label }) =>
    [input.peakEpoch, label.peakEpoch].map((epoch) => measured.place.get(epoch)!),
  );
  const kept = keptEpochs(measured, peaks);
  const layers = values.map(
    (one, place): LayerSummary => ({
      ...rows[place],
      index: one.index,
      output: one.output,
      curves: {
        input: averageAt(one.input, kept),
        label: averageAt(one.label, kept),
        states: averageAt(one.states, kept),
        singletons: averageAt(one.singletons, kept),
        saturated: averageAt(one.saturated, kept).mean,
      },
    }),
  );
  const chosen = chosenPlaces(facts).map(
    ([role, place]): ChosenRepetition => ({
      role,
      ...facts[place],
      layers: repetitionLayers(place, values, kept),
    }),
  );
  const best = results.repetitions.find(({ repetition }) => repetition === chosen[0].repetition)!;
  const summary: RunSummary = {
    experiment: results.experiment,
    version: results.version,
    repetitions: facts,
    seconds: null,
    measurements: measured.epochs.length,
    epochs: Int32Array.from(kept, (index) => measured.epochs[index]),
    stages: kept.map((index) => measured.stages[index]),
    layers,
    phases: layerPhases(values, measured),
    training: trainingSummary(results, measured, kept),
    statistics: layerStatistics(results, measured, kept),
    diagnostics: layerDiagnostics(results, measured, kept),
    chosen,
    scatter:
      best.scatter.epoch.length > 0 ? { repetition: best.repetition, ...best.scatter } : null,
  };
  const all = { values, facts, kept, summary };
  known.set(results, all);
  return all;
}
