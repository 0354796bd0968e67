import type { RunResults } from "../experiment/results.js";
import { repetitionCurves, summariseRun } from "../summary/run-summary.js";
import { hasPrefit } from "./information-plane.js";
import type { PlanePanel } from "./panels.js";
import { planeCells } from "./plane-cells.js";
import { repetitionName, repetitionPlane } from "./repetition-plane.js";
import type { FigureOptions } from "./svg.js";

/** Dots drawn in all, about. */
const POINTS = 18_000;

/**
 * Every repetition as a small information plane, bits, all on the same axes; the shape at the end of
 * a trajectory tells the layer.
 */
export function repetitionGrid(results: RunResults, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const planes = repetitionPlanes(results);
  return planeCells(document, planes, {
    width,
    columns: planes.length > 20 ? 6 : 4,
    label: `Information planes of ${planes.length} repetitions, on the same axes.`,
    afterPrefit: hasPrefit(summariseRun(results)),
  });
}

/** The panels of the figure. */
export function repetitionPlanes(results: RunResults): PlanePanel[] {
  const summary = summariseRun(results);
  const repetitions = repetitionCurves(results);
  const layers = repetitions[0].layers.length;
  const limit = Math.min(150, Math.max(24, Math.floor(POINTS / (repetitions.length * layers))));
  return repetitions.map((one) => repetitionPlane(summary, one, repetitionName(one), limit));
}
