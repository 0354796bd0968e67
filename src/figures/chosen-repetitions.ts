import type { RunSummary } from "../summary/run-summary.js";
import { hasPrefit } from "./information-plane.js";
import type { PlanePanel } from "./panels.js";
import { planeCells } from "./plane-cells.js";
import { repetitionName, repetitionPlane } from "./repetition-plane.js";
import type { FigureOptions } from "./svg.js";

/**
 * The repetitions nearest to the mean, in the middle, and farthest from it, as information planes,
 * bits, on the same axes.
 */
export function chosenRepetitions(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  return planeCells(document, chosenPlanes(summary), {
    width,
    columns: 3,
    label: "Information planes of the best, the median and the worst repetition.",
    afterPrefit: hasPrefit(summary),
  });
}

/** Whether there are repetitions to choose from. */
export const hasChoice = ({ chosen }: RunSummary): boolean => chosen.length > 1;

/** The panels of the figure. */
export const chosenPlanes = (summary: RunSummary): PlanePanel[] =>
  summary.chosen.map((one) =>
    repetitionPlane(summary, one, `${one.role}: ${repetitionName(one)}`, 300),
  );
