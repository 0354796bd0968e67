import { principalInputs } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { ceilingLine, curveMarks, type DrawnCurve } from "./curve-marks.js";
import { logEpochAxis } from "./epoch-axis.js";
import { trimmed } from "./format.js";
import { lineLegend } from "./legend.js";
import { panel } from "./panel.js";
import { panelGrid } from "./panel-grid.js";
import { describeStatus } from "./status-words.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

const COLOURS = [layerColour(0), layerColour(2), layerColour(5), layerColour(3)];

/**
 * The output layer counted in different ways, against epoch: I(X;T) and I(T;Y), bits, mean and one
 * standard deviation. Estimates are dashed, counts are drawn through.
 */
export function outputLayer(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const { epochs, layers } = summary;
  const inputs = principalInputs(layers);
  const series = layers.filter((one) => one.output && one.inputs === inputs);
  const last = epochs.at(-1) ?? 0;
  const style = series.map((one, place) => ({
    name: `${one.estimator} (${describeStatus(one)})`,
    colour: COLOURS[place % COLOURS.length],
    width: place === 0 ? 3.4 : 1.7,
    ...(one.status === "estimate" ? { dash: "6 3" } : {}),
  }));
  const axis = logEpochAxis(last);
  const make =
    (quantity: "input" | "label", symbol: string) => (cellWidth: number, height: number) => {
      const curves: DrawnCurve[] = series.map((one, place) => ({
        ...style[place],
        epochs,
        curve: one.curves[quantity],
      }));
      const isInput = quantity === "input";
      const ceiling = series[0][quantity].ceiling;
      const name = isInput
        ? `log₂ n = ${trimmed(ceiling, 3)} bits`
        : `H(Y) = ${trimmed(ceiling, 3)} bits`;
      const range: [number, number] = [0, ceiling * 1.12];
      return panel(document, {
        width: cellWidth,
        height,
        title: `${symbol} of the output layer ${series[0].layer}`,
        x: axis,
        y: { domain: range, label: `${symbol}, bits`, ticks: 6 },
        marks: [ceilingLine(document, ceiling, name), ...curveMarks(curves, range)],
      });
    };
  const label = `The output layer ${series[0].layer} counted ${series.length} ways, in bits against epoch.`;
  const head = lineLegend(document, style, width - (width >= 640 ? 70 : 16));
  const layout = { width, columns: 2, aspect: 0.62, label, head };
  return panelGrid(document, layout, [make("input", "I(X;T)"), make("label", "I(T;Y)")]);
}
