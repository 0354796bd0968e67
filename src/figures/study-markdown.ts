import { fixed } from "../numerics/fixed.js";
import { layerTable } from "../summary/layer-table.js";
import { type Development, inputKinds, isCount, type LayerRow } from "../summary/layers.js";
import { thousands } from "./format.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { decimalsOf } from "./layer-table-text.js";
import { escapeMarkdown, markdownTable } from "./markdown.js";
import { accuracyWords, withError } from "./measured-words.js";
import { describeStatus } from "./status-words.js";
import { badFits, STUDY_NOTE, type StudyEntry, studyGroups, studyTable } from "./study-table.js";
import type { WordTable } from "./word-table.js";

/**
 * The tables of a study as Markdown: one of all networks, then for each network, group by group, the
 * development of I(X;T) and I(T;Y) of every layer, bits, mean ± standard error.
 */
export function studyMarkdown(entries: readonly StudyEntry[]): string {
  const groups = studyGroups(entries).flatMap(([group, own]) => [
    `## ${escapeMarkdown(group)}`,
    ...own.flatMap(networkMarkdown),
  ]);
  const overview = ["## All networks", markdownTable(studyTable(entries)), STUDY_NOTE];
  return `${[...overview, ...groups].join("\n\n")}\n`;
}

/** The tables of one network, under its title. */
function networkMarkdown(entry: StudyEntry): string[] {
  const { title, summary } = entry;
  const { repetitions, training } = summary;
  const { trainAccuracy, testAccuracy } = training.end;
  const rows = layerTable(summary).filter(isCount);
  const kinds = inputKinds(rows);
  return [
    `### ${escapeMarkdown(title)}`,
    `Repetitions: ${repetitions.length}; bad fits: ${badFits(entry)}; accuracy at epoch ${thousands(training.lastEpoch)}: ${accuracyWords(trainAccuracy)} train, ${accuracyWords(testAccuracy)} test.`,
    ...kinds.flatMap((kind) => {
      const own = rows.filter(({ inputs }) => inputs === kind);
      const where = kinds.length > 1 ? ` over ${INPUTS_NAME[kind]}` : "";
      return [
        `I(X;T)${where}, bits, at most ${fixed(own[0].input.ceiling, 3)}:`,
        markdownTable(developments(own, "input")),
        `I(T;Y)${where}, bits, at most ${fixed(own[0].label.ceiling, 4)}:`,
        markdownTable(developments(own, "label")),
      ];
    }),
  ];
}

function developments(rows: LayerRow[], quantity: "input" | "label"): WordTable {
  const decimals = decimalsOf(rows, quantity);
  const values = ({ start, peak, peakEpoch, end, drop }: Development) => [
    withError(start, decimals),
    withError(peak, decimals),
    thousands(peakEpoch),
    withError(end, decimals),
    withError(drop, decimals),
  ];
  return {
    columns: ["layer", "counted as", "start", "peak", "at epoch", "end", "drop", "status"],
    rows: rows.map((row) => [
      row.layer,
      row.estimator,
      ...values(row[quantity]),
      describeStatus(row),
    ]),
  };
}
