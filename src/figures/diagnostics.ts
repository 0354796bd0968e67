import type { Curve } from "../summary/curve.js";
import type { Diagnostic } from "../summary/diagnostics.js";
import { principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { curvePoints } from "./curve-points.js";
import { drawCurves } from "./draw-curves.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel, DrawnCurve } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

const DASH = "5 3";

/**
 * What lies behind the information of a layer, against epoch: single units, distances within and
 * between classes, the cosine of successive partitions, and I(X;T|Y) beside the generalisation gap.
 * Means over the repetitions; bands are one standard deviation either side.
 */
export function diagnosticsFigure(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = diagnosticPanels(summary);
  const label = "Units, distances, partitions and the generalisation gap against epoch.";
  const layers = panels[0].curves;
  const head = lineLegend(document, layers, width - (width >= 640 ? 70 : 16));
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.66, label, head },
    panels.map((one) => drawCurves(document, one)),
  );
}

/** Whether the experiment asked for diagnostics. */
export const hasDiagnostics = ({ diagnostics }: RunSummary): boolean => diagnostics !== null;

/** The panels of the figure. */
export function diagnosticPanels(summary: RunSummary): CurvePanel[] {
  const { diagnostics, epochs, layers, stages, training } = summary;
  const shared = { kind: "curves", epochs, stages, scale: "log" } as const;
  const curves = (name: Diagnostic, suffix = "", style: Partial<DrawnCurve> = {}) =>
    (diagnostics ?? [])
      .filter((one) => one[name].count.some((count) => count > 0))
      .map(
        (one): DrawnCurve => ({
          name: `${one.layer}${suffix}`,
          curve: one[name],
          colour: layerColour(one.index),
          band: "deviation",
          width: 1.5,
          ...style,
        }),
      );
  const beyond = principal(layers).map(
    ({ curves: { input, label }, index, layer }): DrawnCurve => ({
      name: layer,
      curve: difference(input, label),
      colour: layerColour(index),
      band: "none",
      width: 1.5,
    }),
  );
  const distances = [
    ...curves("betweenClasses", " between", { band: "none" }),
    ...curves("withinClass", " within", { band: "none", dash: DASH }),
  ];
  const gap: DrawnCurve = {
    name: "test loss - train loss",
    curve: difference(training.curves.testLoss, training.curves.trainLoss),
    colour: layerColour(6),
    band: "none",
  };
  const panel = (
    name: string,
    title: string,
    label: string,
    own: DrawnCurve[],
    named: boolean,
  ): CurvePanel => ({
    ...shared,
    ...{ name, title, curves: own, named, levels: [] },
    y: { domain: extent(summary, own), label, ticks: 5 },
  });
  return [
    panel("unit entropy", "Entropy of a single unit", "bits", curves("unitEntropy"), true),
    panel("unit information", "I(unit;Y)", "bits", curves("unitInformation"), true),
    panel("distances", "Between classes, and within (dashed)", "distance", distances, false),
    panel(
      "partition cosine",
      "Likeness of successive partitions",
      "cosine with the next layer",
      curves("partitionCosine"),
      true,
    ),
    panel("I(X;T|Y)", "I(X;T|Y): what does not tell the label", "bits", beyond, true),
    panel("generalisation gap", "Generalisation gap", "cross entropy, nats", [gap], false),
  ];
}

/** Difference of two means over the same repetitions; of its spread nothing is known. */
const difference = (from: Curve, what: Curve): Curve => ({
  mean: from.mean.map((value, i) => value - what.mean[i]),
  deviation: new Float32Array(from.mean.length),
  count: from.count,
});

/** From 0, or the least value where it is below, to the greatest, with room above. */
function extent(summary: RunSummary, curves: DrawnCurve[]): [number, number] {
  const ends = curves.flatMap((one) =>
    curvePoints(summary, one).flatMap(({ high, low }) => [low, high]),
  );
  const [low, high] = ends.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [0, 0],
  );
  return [low, high === low ? low + 1 : high + (high - low) * 0.08];
}
