import type { PlanePanel } from "./panels.js";
import { planeGrid, planeGridPanels, type TitledSummary } from "./plane-grid.js";
import { type StudyEntry, studyGroups } from "./study-table.js";
import type { FigureOptions } from "./svg.js";

/** A grid of planes of a study. */
export interface StudyFigure {
  /** Name of its file, without ".svg". */
  name: string;
  title: string;
  /** Planes beside each other. */
  columns: number;
  draw(options: FigureOptions): SVGSVGElement;
  panels(): PlanePanel[];
}

/** One figure for each group of networks. */
export const groupFigures = (entries: readonly StudyEntry[]): StudyFigure[] =>
  studyGroups(entries).map(([group, own]) => studyFigure(slug(group), group, own, 3));

/** SYN by bits (columns) and activation (rows); undefined when fewer than two of these are there. */
export function bitsFigure(entries: readonly StudyEntry[]): StudyFigure | undefined {
  const shown = ["tanh", "relu"].flatMap((activation) =>
    ["4bit", "8bit", "32bit", "integer"].flatMap((bits) =>
      entries
        .filter(({ preset }) => preset === `syn-${activation}-${bits}`)
        .map(({ summary }) => ({ title: `${activation}, ${bits}`, summary })),
    ),
  );
  return shown.length > 1 ? studyFigure("bits", "SYN by bits and activation", shown, 4) : undefined;
}

/** All figures of a study: its groups, and the grid over bits where there is one. */
export function studyFigures(entries: readonly StudyEntry[]): StudyFigure[] {
  const bits = bitsFigure(entries);
  return [...groupFigures(entries), ...(bits ? [bits] : [])];
}

function studyFigure(
  name: string,
  title: string,
  entries: readonly TitledSummary[],
  most: number,
): StudyFigure {
  const columns = Math.min(most, entries.length);
  return {
    ...{ name, title, columns },
    draw: (options) => planeGrid(entries, { ...options, columns }),
    panels: () => planeGridPanels(entries),
  };
}

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
