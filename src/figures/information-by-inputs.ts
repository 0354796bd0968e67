import { inputKinds } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { drawCurves } from "./draw-curves.js";
import { informationPanel, SYMBOL } from "./information-curves.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel } from "./panels.js";
import type { FigureOptions } from "./svg.js";

/**
 * I(X;T) and I(T;Y) of every layer against epoch, bits, a column for every kind of inputs that was
 * measured; the axes of a row are the same, the ceilings each column's own.
 */
export function informationByInputs(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = informationByInputsPanels(summary);
  const label = "I(X;T) and I(T;Y) against epoch, in bits, by the inputs that were measured.";
  const head = lineLegend(document, panels[0].curves, width - (width >= 640 ? 70 : 16));
  return panelGrid(
    document,
    { width, columns: panels.length / 2, aspect: 0.8, label, head },
    panels.map((one) => drawCurves(document, one)),
  );
}

/** Whether several kinds of inputs were measured. */
export const hasSeveralInputs = ({ layers }: RunSummary): boolean => inputKinds(layers).length > 1;

/** The panels of the figure. */
export function informationByInputsPanels(summary: RunSummary): CurvePanel[] {
  return (["input", "label"] as const).flatMap((quantity) => {
    const row = inputKinds(summary.layers).map((kind) => ({
      ...informationPanel(summary, quantity, kind),
      name: `${SYMBOL[quantity]}, ${INPUTS_NAME[kind]}`,
      title: `${SYMBOL[quantity]} over ${INPUTS_NAME[kind]}`,
    }));
    const top = Math.max(...row.map(({ y }) => y.domain[1]));
    return row.map((one) => ({ ...one, y: { ...one.y, domain: [0, top] as [number, number] } }));
  });
}
