import type { RunResults } from "../experiment/results.js";
import { layerTable } from "../figures/layer-table.js";
import { formatLayerTable } from "../figures/layer-table-text.js";

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
}

export function summarise(results: RunResults): Summary {
  const { repetitions, experiment } = results;
  return {
    name: experiment.name,
    repetitions: repetitions.length,
    restarts: repetitions.reduce((sum, { restarts }) => sum + restarts, 0),
    epoch: Math.max(...repetitions.map(({ training }) => training.epoch.at(-1)!)),
    trainAccuracy: mean(repetitions.map(({ training }) => training.trainAccuracy.at(-1)!)),
    testAccuracy: mean(repetitions.map(({ training }) => training.testAccuracy.at(-1)!)),
    layers: layerTable(results),
  };
}

/** The summary as text: the table of layers, then accuracies and restarts. */
export function formatSummary(summary: Summary): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const { repetitions, restarts, epoch } = summary;
  const of = repetitions === 1 ? "1 repetition" : `mean of ${repetitions} repetitions`;
  return [
    formatLayerTable(summary.layers).trimEnd(),
    "",
    `accuracy   ${percent(summary.trainAccuracy)} train, ${percent(summary.testAccuracy)} test (${of}, epoch ${epoch})`,
    `restarts   ${restarts} after a bad fit`,
  ].join("\n");
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
