import { type LayerSummary, principal } from "../summary/layers.js";
import { wallTime } from "./format.js";
import { decimalsOf } from "./layer-table-text.js";
import { accuracyWords, withError } from "./measured-words.js";
import type { TitledSummary } from "./plane-grid.js";
import type { WordTable } from "./word-table.js";

/** One network of a study. */
export interface StudyEntry extends TitledSummary {
  preset: string;
  /** Networks of one group are shown together, on the same axes. */
  group: string;
  /** Address of the network's own report, relative to the page. */
  link?: string;
}

/** What the table of networks says of its numbers. */
export const STUDY_NOTE =
  "Accuracies at the end, in per cent, mean ± 1.96 standard errors over the repetitions. Drops: peak of the mean curve of I(X;T) minus its end, bits, ± one standard error, of the output (by its logits) and of the hidden layers in order. Numbers that are no exact counts say what they are.";

/** The groups of a study in the order in which they first appear. */
export function studyGroups(
  entries: readonly StudyEntry[],
): [group: string, entries: StudyEntry[]][] {
  return [...new Set(entries.map(({ group }) => group))].map((group) => [
    group,
    entries.filter((one) => one.group === group),
  ]);
}

/** The networks of a study, one per row: repetitions, accuracies, compression of every layer, time. */
export function studyTable(entries: readonly StudyEntry[]): WordTable {
  const hidden = Math.max(...entries.map((one) => hiddenLayers(one).length));
  return {
    columns: [
      ...["network", "repetitions", "bad fits", "train accuracy", "test accuracy"],
      "drop of the output, bits",
      ...Array.from({ length: hidden }, (_, index) => `drop of T${index + 1}, bits`),
      "wall time",
    ],
    rows: entries.map((entry) => {
      const { repetitions, training, layers, seconds } = entry.summary;
      const own = hiddenLayers(entry);
      return [
        `${entry.group}: ${entry.title}`,
        String(repetitions.length),
        badFits(entry),
        accuracyWords(training.end.trainAccuracy),
        accuracyWords(training.end.testAccuracy),
        ...principal(layers)
          .filter(({ output }) => output)
          .map(drop),
        ...Array.from({ length: hidden }, (_, index) => (own[index] ? drop(own[index]) : "-")),
        wallTime(seconds),
      ];
    }),
  };
}

/** Number of bad fits that were started again; "kept" where the experiment does not look for them. */
export function badFits({ summary: { experiment, repetitions } }: StudyEntry): string {
  if (experiment.badFit === "keep") return "kept";
  return String(repetitions.reduce((sum, { restarts }) => sum + restarts, 0));
}

const hiddenLayers = ({ summary }: StudyEntry) =>
  principal(summary.layers).filter(({ output }) => !output);

function drop(layer: LayerSummary): string {
  const words = withError(layer.input.drop, decimalsOf([layer], "input"));
  return layer.status === "exact" ? words : `${words} (${layer.status})`;
}
