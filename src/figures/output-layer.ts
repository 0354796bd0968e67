import { isCount, principalInputs } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { drawCurves } from "./draw-curves.js";
import { ceilingName, SYMBOL } from "./information-curves.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel } from "./panels.js";
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
  const panels = outputLayerPanels(summary);
  const { layer } = outputs(summary)[0];
  const ways = panels[0].curves;
  const label = `The output layer ${layer} counted ${ways.length} ways, in bits against epoch.`;
  const head = lineLegend(document, ways, width - (width >= 640 ? 70 : 16));
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.62, label, head },
    panels.map((one) => drawCurves(document, one)),
  );
}

/** The panels of the figure. */
export function outputLayerPanels(summary: RunSummary): CurvePanel[] {
  const ways = outputs(summary);
  return (["input", "label"] as const).map((quantity) => {
    const { ceiling } = ways[0][quantity];
    const symbol = SYMBOL[quantity];
    return {
      kind: "curves",
      name: symbol,
      title: `${symbol} of the output layer ${ways[0].layer}`,
      epochs: summary.epochs,
      stages: summary.stages,
      scale: "log",
      y: { domain: [0, ceiling * 1.12], label: `${symbol}, bits`, ticks: 6 },
      curves: ways.map((one, place) => ({
        name: `${one.estimator} (${describeStatus(one)})`,
        curve: one.curves[quantity],
        colour: COLOURS[place % COLOURS.length],
        band: "deviation",
        width: place === 0 ? 3.4 : 1.7,
        ...(one.status === "estimate" ? { dash: "6 3" } : {}),
      })),
      levels: [{ value: ceiling, name: ceilingName(quantity, ceiling) }],
      named: false,
    };
  });
}

function outputs({ layers }: RunSummary) {
  const inputs = principalInputs(layers);
  return layers.filter((one) => one.output && one.inputs === inputs && isCount(one));
}
