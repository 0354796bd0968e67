import type { Inputs } from "../experiment/records.js";
import { principal, principalInputs } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { drawCurves } from "./draw-curves.js";
import { trimmed } from "./format.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

/**
 * I(X;T) and I(T;Y) of every layer against epoch, bits, on a logarithmic and on a linear epoch axis:
 * the mean over the repetitions, with a band of one standard deviation either side.
 */
export function informationCurves(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = informationCurvePanels(summary);
  const label = "I(X;T) and I(T;Y) of every layer against epoch, in bits.";
  const head = lineLegend(document, panels[0].curves, width - (width >= 640 ? 70 : 16));
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.66, label, head },
    panels.map((one) => drawCurves(document, one)),
  );
}

/** The panels of the figure. */
export function informationCurvePanels(summary: RunSummary): CurvePanel[] {
  const inputs = principalInputs(summary.layers);
  return (["input", "label"] as const).flatMap((quantity) =>
    (["log", "linear"] as const).map((scale) => ({
      ...informationPanel(summary, quantity, inputs),
      scale,
      title: `${SYMBOL[quantity]} against epoch (${scale})`,
    })),
  );
}

/** Names of the two kinds of information. */
export const SYMBOL = { input: "I(X;T)", label: "I(T;Y)" } as const;

/** One kind of information of every layer, over some inputs. */
export function informationPanel(
  summary: RunSummary,
  quantity: "input" | "label",
  inputs: Inputs,
): CurvePanel {
  const layers = principal(summary.layers, inputs);
  const ceiling = Math.max(...layers.map((one) => one[quantity].ceiling));
  const symbol = SYMBOL[quantity];
  return {
    kind: "curves",
    name: symbol,
    title: symbol,
    epochs: summary.epochs,
    stages: summary.stages,
    scale: "log",
    y: { domain: [0, ceiling * 1.12], label: `${symbol}, bits`, ticks: 6 },
    curves: layers.map(({ layer, index, curves }) => ({
      name: layer,
      curve: curves[quantity],
      colour: layerColour(index),
      band: "deviation",
      width: lineWidth(index, layers.length),
    })),
    levels: [{ value: ceiling, name: ceilingName(quantity, ceiling) }],
    named: true,
  };
}

/** A ceiling in words: "H(Y) = 0.999 bits". */
export const ceilingName = (quantity: "input" | "label", ceiling: number): string =>
  `${quantity === "input" ? "log₂ n" : "H(Y)"} = ${trimmed(ceiling, 3)} bits`;

/** Deeper layers are thinner and drawn later, so that lines that coincide all stay visible. */
export const lineWidth = (index: number, layers: number): number =>
  layers > 1 ? 3.6 - (2.2 * index) / (layers - 1) : 1.8;
