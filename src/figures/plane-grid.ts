import type { RunSummary } from "../summary/run-summary.js";
import { hasPrefit, meanPlane } from "./information-plane.js";
import type { PlanePanel } from "./panels.js";
import { planeCells } from "./plane-cells.js";
import type { FigureOptions } from "./svg.js";
import { lastAge } from "./trajectory.js";

/** A run with the name it has among others. */
export interface TitledSummary {
  title: string;
  summary: RunSummary;
}

/**
 * The mean information planes of several runs, bits, on the same axes and the same colour scale: row
 * after row in the order given, `columns` (default 3) beside each other where there is room.
 */
export function planeGrid(
  entries: readonly TitledSummary[],
  options: FigureOptions & { columns?: number },
): SVGSVGElement {
  const { document, width = 1040, columns = 3 } = options;
  return planeCells(document, planeGridPanels(entries), {
    ...{ width, columns },
    label: `Information planes of ${entries.map(({ title }) => title).join(", ")}.`,
    afterPrefit: entries.some(({ summary }) => hasPrefit(summary)),
  });
}

/** The panels of the figure, each with its own ceilings. */
export function planeGridPanels(entries: readonly TitledSummary[]): PlanePanel[] {
  const last = Math.max(...entries.map(({ summary }) => lastAge(summary)));
  const planes = entries.map(({ summary }) => meanPlane(summary, last));
  const region = {
    x: [0, Math.max(...planes.map(({ ceiling }) => ceiling)) * 1.07] as [number, number],
    y: [0, Math.max(...planes.map(({ labelCeiling }) => labelCeiling)) * 1.2] as [number, number],
  };
  return planes.map((plane, place) => {
    const { title, summary } = entries[place];
    const count = summary.repetitions.length;
    return { ...plane, name: title, title: `${title} (n = ${count})`, region };
  });
}
