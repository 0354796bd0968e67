import { formatLayerTable } from "../figures/layer-table-text.js";
import { formatPhaseTable } from "../figures/phase-table-text.js";
import { type BinnedLayers, countBinnedLayers } from "../summary/binnings.js";
import { layerTable } from "../summary/layer-table.js";
import { estimatorNames, isCount } from "../summary/layers.js";
import { inEachCounted } from "../summary/lost-prediction.js";
import { type PhaseRow, phaseTable } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";

/** The results of a run in a few numbers; accuracies are means over repetitions, 0..1. */
export interface Summary {
  name: string;
  repetitions: number;
  restarts: number;
  /** The last one measured, to which the accuracies belong. */
  epoch: number;
  trainAccuracy: number;
  testAccuracy: number;
  layers: ReturnType<typeof layerTable>;
  /** Fitting and compression of each layer. */
  phases: PhaseRow[];
  /** How many of the binned layers are valid; null where it was not counted. */
  binnedLayers: BinnedLayers | null;
}

/** The few numbers of a summarised run. */
export function briefly(run: RunSummary): Summary {
  const { experiment, repetitions, training } = run;
  return {
    name: experiment.name,
    repetitions: repetitions.length,
    restarts: repetitions.reduce((sum, { restarts }) => sum + restarts, 0),
    epoch: training.lastEpoch,
    trainAccuracy: training.end.trainAccuracy.mean,
    testAccuracy: training.end.testAccuracy.mean,
    layers: layerTable(run),
    phases: phaseTable(run.phases ?? []),
    binnedLayers: countBinnedLayers(run),
  };
}

/** The summary as text: the tables of layers and of phases by counting, then accuracies and restarts. */
export function formatSummary(summary: Summary): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const { binnedLayers: binned, repetitions, restarts, epoch } = summary;
  const estimators = estimatorNames(summary.layers).length;
  const of = repetitions === 1 ? "1 repetition" : `mean of ${repetitions} repetitions`;
  return [
    formatLayerTable(summary.layers.filter(isCount)).trimEnd(),
    "",
    formatPhaseTable(summary.phases.filter(isCount)).trimEnd(),
    "",
    ...(estimators > 0 ? [`estimators ${estimators}, in the report and the records`] : []),
    ...(binned
      ? [
          `validity   ${binned.valid} of ${binned.counted} binned layers: H(prediction | binned T) = 0 at the end ${inEachCounted(binned.repetitions, repetitions)}`,
        ]
      : []),
    `accuracy   ${percent(summary.trainAccuracy)} train, ${percent(summary.testAccuracy)} test (${of}, epoch ${epoch})`,
    `restarts   ${restarts} after a bad fit`,
  ].join("\n");
}
