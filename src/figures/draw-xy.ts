import * as Plot from "@observablehq/plot";
import { levelLine } from "./curve-marks.js";
import { panel } from "./panel.js";
import type { PanelMaker } from "./panel-grid.js";
import type { XYPanel, XYPoint, XYSeries } from "./panels.js";
import { PAPER, symbolStyle } from "./theme.js";

/** Draws a panel of series against any quantity in a cell of a grid. */
export function drawXY(document: Document, content: XYPanel): PanelMaker {
  const { levels, series, title, x, y } = content;
  return (width, height) =>
    panel(document, {
      ...{ width, height, title, x, y },
      marks: [
        ...levels.map((level) => levelLine(document, level)),
        ...series.flatMap((one) => seriesMarks(one, y.domain)),
      ],
    });
}

/** Intervals as bars, points as dots, and the line through them. */
function seriesMarks(
  { colour, dash, interval, line, points, symbol }: XYSeries,
  [bottom, top]: [number, number],
): Plot.Markish[] {
  const keep = (value: number) => Math.min(top, Math.max(bottom, value));
  const place = { x: "x", y: (point: XYPoint) => keep(point.y) };
  return [
    interval &&
      Plot.ruleX(points, {
        x: "x",
        y1: (point: XYPoint) => keep(point.low),
        y2: (point: XYPoint) => keep(point.high),
        ...{ stroke: colour, strokeWidth: 1.2, strokeOpacity: 0.6 },
      }),
    line &&
      Plot.line(points, { ...place, stroke: colour, strokeWidth: 1.8, strokeDasharray: dash }),
    Plot.dot(
      points.filter(({ hollow }) => !hollow),
      { ...place, ...(symbol ? symbolStyle(symbol, colour) : { fill: colour, r: 2.6 }) },
    ),
    Plot.dot(
      points.filter(({ hollow }) => hollow),
      { ...place, fill: PAPER, stroke: colour, strokeWidth: 1.3, r: 2.6 },
    ),
  ].filter((mark) => mark !== false && mark !== "");
}
