import { estimatorNames, type LayerSummary, principalInputs } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { hasPrefit, meanPlane } from "./information-plane.js";
import type { PlanePanel } from "./panels.js";
import { planeCells } from "./plane-cells.js";
import type { FigureOptions } from "./svg.js";
import { lastAge } from "./trajectory.js";

/**
 * The same run seen by the exact count and by every estimator of its experiment: mean information
 * planes, bits, all on the same axes and the same colour scale.
 */
export function estimatorPlanes(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = estimatorPlanePanels(summary);
  return planeCells(document, panels, {
    width,
    columns: 3,
    label: `The information plane of one run by ${panels.map(({ name }) => name).join("; ")}.`,
    afterPrefit: hasPrefit(summary),
  });
}

/** Whether the experiment has estimators that say something of both I(X;T) and I(T;Y). */
export const hasEstimators = ({ layers }: RunSummary): boolean =>
  estimatorNames(layers.filter(hasBoth)).length > 0;

/** The panels of the figure: the exact count first. */
export function estimatorPlanePanels(summary: RunSummary): PlanePanel[] {
  const last = lastAge(summary);
  const inputs = principalInputs(summary.layers);
  const own = summary.layers.filter((one) => one.inputs === inputs && hasBoth(one));
  const planes = [
    named(meanPlane(summary, last), "exact count"),
    ...estimatorNames(own).map((name) =>
      named(
        meanPlane(
          summary,
          last,
          own.filter(({ estimator }) => estimator === name),
        ),
        name,
      ),
    ),
  ];
  const points = planes.flatMap(({ trajectories }) => trajectories.flatMap((one) => one.points));
  const [{ ceiling, labelCeiling }] = planes;
  const region = {
    x: extent(
      points.map(({ input }) => input),
      ceiling,
      1.07,
    ),
    y: extent(
      points.map(({ label }) => label),
      labelCeiling,
      1.2,
    ),
  };
  return planes.map((plane) => ({ ...plane, region }));
}

const named = (plane: PlanePanel, name: string): PlanePanel => ({ ...plane, name, title: name });

/** Some estimators say nothing of I(X;T); the baseline of shuffled labels has a figure of its own. */
const hasBoth = ({ curves, estimator }: LayerSummary) =>
  curves.input.count.some((count) => count > 0) && !estimator.endsWith("shuffled labels");

/** From 0, or the least value where an estimator goes below, to the ceiling and what exceeds it. */
function extent(values: number[], ceiling: number, room: number): [number, number] {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [0, ceiling],
  );
  return [low, low + (high - low) * room];
}
