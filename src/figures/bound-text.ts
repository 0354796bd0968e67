import type { BoundSettings } from "../bounds/settings.js";
import type { BoundStudy, StudyCell } from "../bounds/study.js";
import { summariseCells } from "../bounds/study.js";
import {
  analysisTables,
  assumptions,
  bounds,
  certificateTable,
  groupEigenvalueTable,
  groupTables,
} from "./bound-tables.js";
import { wrapLetters } from "./svg.js";
import { titledTableLines } from "./word-table.js";

/** A study with what it was asked for, as kept in JSON. */
export interface StudyResults {
  study: BoundStudy;
  settings: BoundSettings;
  cells: StudyCell[];
}

/** A study as plain text: all about one data set, or means over several. */
export function formatBoundStudy(
  results: StudyResults,
  { width = 100 }: { width?: number } = {},
): string {
  const { cells } = results;
  const about = aboutStudy(results);
  const one = cells.length === 1;
  const groups = summariseCells(cells);
  const tables = one
    ? analysisTables(cells[0].analysis)
    : [...groupTables(groups), certificateTable(groups), groupEigenvalueTable(groups)];
  const notes = [
    ...(one ? [] : ["*: the interval does not hold 0, which one in twenty does by chance."]),
    ...assumptions(bounds(cells[0].analysis)),
  ];
  return `${[
    ...about.flatMap((line) => wrapLetters(line, width)),
    "",
    ...tables.flatMap(titledTableLines),
    ...notes.flatMap((line) => wrapLetters(line, width)),
  ].join("\n")}\n`;
}

/** What was compared, in sentences. */
export function aboutStudy({ cells, settings, study }: StudyResults): string[] {
  const tasks = [...new Set(cells.map(({ task }) => task))];
  const { analysis, n, seed } = cells[0];
  const sphere = study.sources.find((source) => source.source === "sphere");
  const samples = study.samples.length > 1 ? `${study.samples.join(", ")} samples` : `${n} samples`;
  const seeds = study.seeds.length > 1 ? `seeds ${seed} to ${study.seeds.at(-1)}` : `seed ${seed}`;
  const noise = sphere?.source === "sphere" && sphere.noise > 0 ? `, noise ${sphere.noise}` : "";
  return [
    `${tasks.join(", ")}: ${samples} in ${analysis.features} dimensions to train on${noise}, ${study.validation ?? "as many"} to choose lambda on, ${study.test} to test on, ${seeds}.`,
    `Inputs: ${sphere ? "uniform on the unit sphere" : analysis.note}.`,
    ...singularWords(cells),
    `lambda from ${settings.ridges.join(", ")}; gap asked ${settings.gap}; gates ${settings.gate}; loss ${settings.loss === "ramp" ? "min(1, max(0, 1 - y f))" : "min(1, |f - y|)"}; delta ${settings.delta}.`,
  ];
}

/** Why there are no fixed members, where that is so. */
function singularWords(cells: readonly StudyCell[]): string[] {
  const singular = cells.filter(({ analysis }) =>
    analysis.smallestEigenvalues.some(({ name, value }) => name === "H" && value === 0),
  );
  if (singular.length === 0) return [];
  const where = cells.length > 1 ? ` in ${singular.length} of ${cells.length} data sets` : "";
  return [
    `H is singular in double precision${where}: what needs its inverse is left out there, fixed members of the family and the bound of Arora et al.`,
  ];
}
