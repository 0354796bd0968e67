import { type LayerSummary, principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { ceilingLine, curveMarks, type DrawnCurve, endLabels } from "./curve-marks.js";
import { linearEpochAxis, logEpochAxis } from "./epoch-axis.js";
import { trimmed } from "./format.js";
import { lineLegend } from "./legend.js";
import { panel } from "./panel.js";
import { panelGrid } from "./panel-grid.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

/**
 * I(X;T) and I(T;Y) of every layer against epoch, bits, on a logarithmic and on a linear epoch axis:
 * the mean over the repetitions, with a band of one standard deviation either side.
 */
export function informationCurves(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const { epochs } = summary;
  const series = principal(summary.layers);
  const last = epochs.at(-1) ?? 0;
  const ceiling = Math.max(...series.map((one) => one.input.ceiling));
  const labelCeiling = Math.max(...series.map((one) => one.label.ceiling));
  const quantities = [
    {
      name: "I(X;T)",
      ceiling,
      line: `log₂ n = ${trimmed(ceiling, 3)} bits`,
      pick: (one: LayerSummary) => one.curves.input,
    },
    {
      name: "I(T;Y)",
      ceiling: labelCeiling,
      line: `H(Y) = ${trimmed(labelCeiling, 3)} bits`,
      pick: (one: LayerSummary) => one.curves.label,
    },
  ];
  const axes = [
    { axis: logEpochAxis(last), name: "log" },
    { axis: linearEpochAxis(last), name: "linear" },
  ];
  const style = series.map((one) => ({
    name: one.layer,
    colour: layerColour(one.index),
    width: lineWidth(one.index, series.length),
  }));
  const panels = quantities.flatMap((quantity) =>
    axes.map(({ axis, name }) => (cellWidth: number, cellHeight: number) => {
      const range: [number, number] = [0, quantity.ceiling * 1.12];
      const curves: DrawnCurve[] = series.map((one, place) => ({
        epochs,
        curve: quantity.pick(one),
        colour: style[place].colour,
        width: style[place].width,
        label: one.layer,
      }));
      return panel(document, {
        width: cellWidth,
        height: cellHeight,
        title: `${quantity.name} against epoch (${name})`,
        margin: { right: 40 },
        x: axis,
        y: { domain: range, label: `${quantity.name}, bits`, ticks: 6 },
        marks: [
          ceilingLine(document, quantity.ceiling, quantity.line),
          ...curveMarks(curves, range),
          endLabels(document, curves),
        ],
      });
    }),
  );
  const label = "I(X;T) and I(T;Y) of every layer against epoch, in bits.";
  const head = lineLegend(document, style, width - (width >= 640 ? 70 : 16));
  return panelGrid(document, { width, columns: 2, aspect: 0.66, label, head }, panels);
}

/** Deeper layers are thinner and drawn later, so that lines that coincide all stay visible. */
const lineWidth = (index: number, layers: number) =>
  layers > 1 ? 3.6 - (2.2 * index) / (layers - 1) : 1.8;
