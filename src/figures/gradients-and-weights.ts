import type { LayerQuantity, LayerStatistics } from "../summary/layer-statistics.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Axis } from "./axis.js";
import { curvePoints, hasBand } from "./curve-points.js";
import { drawCurves } from "./draw-curves.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { Band, CurvePanel, DrawnCurve } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { INK, layerColour } from "./theme.js";

const DASH = "5 3";
const WIDTH = 1.5;

/**
 * Gradients, weights and grid ends of every layer against epoch: the norms of the gradient's mean and
 * standard deviation over the batches of an epoch, divided by the norm of the weights; the ratio of
 * the two; the norm of the weights; the shares of activations at and beyond the ends of the grid.
 */
export function gradientsAndWeights(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = gradientPanels(summary);
  const layers = panels[0].curves.filter(({ dash }) => !dash);
  const head = lineLegend(
    document,
    [
      ...layers.map(({ name, ...style }) => ({ ...style, name: name.split(" ")[0] })),
      { name: "mean; saturated", colour: INK, width: WIDTH },
      { name: "deviation; clipped", colour: INK, width: WIDTH, dash: DASH },
    ],
    width - (width >= 640 ? 70 : 16),
  );
  const label = "Gradients, weights and grid ends of every layer against epoch.";
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.66, label, head },
    panels.map((one) => drawCurves(document, one)),
  );
}

/** Whether any layer has weights whose gradient was observed. */
export const hasGradients = ({ statistics }: RunSummary): boolean =>
  statistics.some((one) => has(one, "gradientMean"));

/** The panels of the figure; the last one only where a layer has a grid. */
export function gradientPanels(summary: RunSummary): CurvePanel[] {
  const { epochs, stages, statistics } = summary;
  const shared = { kind: "curves", epochs, stages, scale: "log" } as const;
  const curves = (quantity: LayerQuantity, suffix: string, style: Partial<DrawnCurve> = {}) =>
    statistics
      .filter((one) => has(one, quantity))
      .map(
        (one): DrawnCurve => ({
          name: `${one.layer}${suffix}`,
          curve: one[quantity],
          colour: layerColour(one.index),
          band: "deviation",
          width: WIDTH,
          ...style,
        }),
      );
  const none = { band: "none" as Band };
  const gradients = [
    ...curves("gradientMean", " mean", none),
    ...curves("gradientDeviation", " deviation", { ...none, dash: DASH }),
  ];
  const ratios = curves("signalToNoise", "", none);
  const weights = curves("weightNorm", "");
  const ends = [
    ...curves("saturated", " saturated", { ...none, factor: 100 }),
    ...curves("clipped", " clipped", { ...none, factor: 100, dash: DASH }),
  ];
  const panels: CurvePanel[] = [
    {
      ...shared,
      name: "gradient",
      title: "Gradient: mean and deviation over batches",
      y: logAxis("norm / norm of the weights", extremes(summary, gradients)),
      curves: gradients,
      levels: [],
      named: false,
    },
    {
      ...shared,
      name: "signal-to-noise ratio",
      title: "Signal-to-noise ratio of the gradient",
      y: logAxis("mean / deviation", [...extremes(summary, ratios), 1]),
      curves: ratios,
      levels: [{ value: 1, name: "mean = deviation" }],
      named: true,
    },
    {
      ...shared,
      name: "weight norm",
      title: "Norm of the weights",
      y: linearAxis("Euclidean norm", extremes(summary, weights)),
      curves: weights,
      levels: [],
      named: true,
    },
    {
      ...shared,
      name: "grid ends",
      title: "Activations at and beyond the grid's ends",
      y: linearAxis("share of activations, %", extremes(summary, ends)),
      curves: ends,
      levels: [],
      named: false,
    },
  ];
  return panels.filter((one) => one.curves.length > 0);
}

const has = (one: LayerStatistics, quantity: LayerQuantity) =>
  one[quantity].count.some((count) => count > 0);

/** All values drawn, the ends of bands included. */
const extremes = (summary: RunSummary, curves: DrawnCurve[]): number[] =>
  curves.flatMap((one) =>
    curvePoints(summary, one).flatMap(({ y, low, high }) => (hasBand(one) ? [y, low, high] : [y])),
  );

const largest = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);

const linearAxis = (label: string, values: number[]): Axis => ({
  domain: [0, largest(values) * 1.08 || 1],
  label,
  ticks: 6,
});

/** Whole powers of ten round the positive values; at most eight of them, from the top. */
function logAxis(label: string, values: number[]): Axis {
  const high = Math.ceil(Math.log10(largest(values) || 1) + 1e-9);
  const least = values.filter((value) => value > 0).reduce((a, b) => Math.min(a, b), 10 ** high);
  const low = Math.max(high - 8, Math.min(high - 1, Math.floor(Math.log10(least))));
  const ticks = Array.from({ length: high - low + 1 }, (_, power) => 10 ** (low + power));
  return {
    domain: [10 ** low, 10 ** high],
    label,
    ticks,
    format: (value) => powerOfTen(Math.round(Math.log10(value))),
    log: true,
  };
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** "0.1", "1", "10", "10⁻³". */
function powerOfTen(power: number): string {
  if (Math.abs(power) <= 1) return String(10 ** power);
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}
