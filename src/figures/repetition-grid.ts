import type { RunResults } from "../experiment/results.js";
import { type LayerSummary, principal } from "../summary/layers.js";
import type { RepetitionCurves } from "../summary/repetitions.js";
import { repetitionCurves, summariseRun } from "../summary/run-summary.js";
import { thin } from "../summary/thin.js";
import { COLOUR_BAR_HEIGHT, colourBar } from "./colour-bar.js";
import { shapeLegend } from "./legend.js";
import { painted, panel } from "./panel.js";
import { element, type FigureOptions, figure, group, text } from "./svg.js";
import { INK, MUTED } from "./theme.js";
import { milestoneMarks, paintTrajectories, type Region, trajectory } from "./trajectories.js";

const POINTS = 18_000;

/**
 * Every repetition as a small information plane, bits, all on the same axes; the shape at the end of
 * a trajectory tells the layer.
 */
export function repetitionGrid(results: RunResults, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const { epochs, layers } = summariseRun(results);
  const series = principal(layers);
  const repetitions = repetitionCurves(results);
  const wide = width >= 640;
  const columns = Math.min(repetitions.length, wide ? (repetitions.length > 20 ? 6 : 4) : 2);
  const margin = { left: 52, bottom: 42 };
  const inner = Math.min(Math.floor((width - margin.left - 8) / columns), wide ? 330 : 300);
  const innerHeight = Math.round(inner * 0.85);
  const region: Region = {
    x: [0, Math.max(...series.map((one) => one.input.ceiling)) * 1.07],
    y: [0, Math.max(...series.map((one) => one.label.ceiling)) * 1.2],
  };
  const limit = Math.min(
    150,
    Math.max(24, Math.floor(POINTS / (repetitions.length * series.length))),
  );
  const barWidth = wide ? 322 : width - 16;
  const legend = shapeLegend(
    document,
    series.map((one) => one.layer),
    wide ? width - barWidth - 70 : width - 16,
  );
  const top = (wide ? COLOUR_BAR_HEIGHT : COLOUR_BAR_HEIGHT + legend.height) + 8;
  const gridWidth = margin.left + columns * inner;
  const cells = repetitions.map((repetition, place) => {
    const column = place % columns;
    const row = Math.floor(place / columns);
    const bottom = place + columns >= repetitions.length;
    const left = column === 0;
    const cell = panel(document, {
      width: inner + margin.left,
      height: innerHeight + margin.bottom,
      margin: { left: margin.left, right: 6, top: 6, bottom: margin.bottom },
      fontSize: 11,
      x: { domain: region.x, label: bottom ? "I(X;T), bits" : "", ticks: 4, numbers: bottom },
      y: { domain: region.y, label: left ? "I(T;Y), bits" : "", ticks: 4, numbers: left },
      marks: [
        ceilings(document, series[0]),
        ...planeMarks(document, repetition, epochs, { limit, region }),
        caption(document, repetition),
      ],
    });
    return group(document, column * inner, top + row * innerHeight, [cell]);
  });
  const height = top + Math.ceil(repetitions.length / columns) * innerHeight + margin.bottom;
  const label = `Information planes of ${repetitions.length} repetitions, on the same axes.`;
  const barLeft = wide ? Math.max(gridWidth, 640) - barWidth : 8;
  const head = [
    group(document, wide ? margin.left : 8, wide ? 14 : COLOUR_BAR_HEIGHT + 2, [legend.node]),
    group(document, barLeft, 0, [colourBar(document, epochs.at(-1) ?? 0, barWidth)]),
  ];
  return figure(document, { width, height, label }, [...head, ...cells]);
}

function planeMarks(
  document: Document,
  { layers }: RepetitionCurves,
  epochs: Int32Array,
  { limit, region }: { limit: number; region: Region },
) {
  const indices = thin(Array.from(epochs), limit);
  const trajectories = layers.map((one) => trajectory(one, { epochs, ...one }, indices));
  const ends = trajectories.map((one) => ({ ...one, points: one.points.slice(-1) }));
  return [
    painted(paintTrajectories(document, trajectories, region, 2.2)),
    ...milestoneMarks(ends, region, 2.4),
  ];
}

const ceilings = (document: Document, { input, label }: LayerSummary) =>
  painted(({ x, y, left, right, top, bottom }) => {
    const d = `M${left},${y(label.ceiling)}H${right}M${x(input.ceiling)},${top}V${bottom}`;
    const line = { stroke: INK, "stroke-dasharray": "3 3", "stroke-opacity": 0.5 };
    return element(document, "path", { d, fill: "none", ...line });
  });

const caption = (document: Document, { repetition, restarts }: RepetitionCurves) =>
  painted(({ left, top }) => {
    const again = restarts ? ` (${restarts} ${restarts === 1 ? "restart" : "restarts"})` : "";
    const style = { "text-anchor": "start", "font-size": 10.5, fill: MUTED };
    return text(document, `repetition ${repetition}${again}`, left + 6, top + 13, style);
  });
