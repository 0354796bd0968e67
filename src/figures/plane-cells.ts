import { COLOUR_BAR_HEIGHT, colourBar } from "./colour-bar.js";
import { shapeLegend } from "./legend.js";
import { painted, panel } from "./panel.js";
import type { PlanePanel } from "./panels.js";
import { element, figure, group, text, wrap } from "./svg.js";
import { INK, MUTED } from "./theme.js";
import { milestoneMarks, paintTrajectories } from "./trajectories.js";

/** How many small planes are put beside each other. */
export interface CellLayout {
  width: number;
  /** At most; fewer where the width has no room for them. */
  columns: number;
  /** What the figure shows, in words. */
  label: string;
  afterPrefit: boolean;
}

const MARGIN = { left: 52, bottom: 42 };

/**
 * Small information planes in rows, all on the axes of the first, with one colour bar. The shape at
 * the end of a trajectory tells the layer.
 */
export function planeCells(
  document: Document,
  planes: PlanePanel[],
  { width, columns: wanted, label, afterPrefit }: CellLayout,
): SVGSVGElement {
  const wide = width >= 640;
  const columns = Math.min(planes.length, wanted, wide ? wanted : 2);
  const inner = Math.min(Math.floor((width - MARGIN.left - 8) / columns), wide ? 330 : 300);
  const innerHeight = Math.round(inner * 0.85);
  const { last, region } = planes[0];
  const barWidth = wide ? 322 : width - 16;
  const names = planes.map((one) => one.trajectories.map(({ layer }) => layer));
  const most = names.reduce((a, b) => (b.length > a.length ? b : a));
  const legend = shapeLegend(document, most, wide ? width - barWidth - 70 : width - 16);
  const headHeight = wide ? COLOUR_BAR_HEIGHT : COLOUR_BAR_HEIGHT + legend.height;
  const top = Math.max(headHeight, legend.height + 14) + 8;
  const gridWidth = MARGIN.left + columns * inner;
  const cells = planes.map((plane, place) => {
    const column = place % columns;
    const row = Math.floor(place / columns);
    const bottom = place + columns >= planes.length;
    const left = column === 0;
    const cell = panel(document, {
      width: inner + MARGIN.left,
      height: innerHeight + MARGIN.bottom,
      margin: { left: MARGIN.left, right: 6, top: 6, bottom: MARGIN.bottom },
      fontSize: 11,
      x: { domain: region.x, label: bottom ? "I(X;T), bits" : "", ticks: 4, numbers: bottom },
      y: { domain: region.y, label: left ? "I(T;Y), bits" : "", ticks: 4, numbers: left },
      marks: [ceilings(document, plane), ...planeMarks(document, plane), caption(document, plane)],
    });
    return group(document, column * inner, top + row * innerHeight, [cell]);
  });
  const bottom = top + Math.ceil(planes.length / columns) * innerHeight + MARGIN.bottom;
  const left = wide ? MARGIN.left : 8;
  const lines = afterPrefit ? wrap(PREFIT_NOTE, width - left - 8, 11) : [];
  const note = lines.map((line, row) =>
    text(document, line, left, bottom + 12 + 15 * row, { "font-size": 11, fill: MUTED }),
  );
  const height = bottom + 15 * lines.length + (afterPrefit ? 3 : 0);
  const barLeft = wide ? Math.max(gridWidth, 640) - barWidth : 8;
  const head = [
    group(document, left, wide ? 14 : COLOUR_BAR_HEIGHT + 2, [legend.node]),
    group(document, barLeft, 0, [colourBar(document, last, barWidth, afterPrefit)]),
  ];
  return figure(document, { width, height, label }, [...head, ...cells, ...note]);
}

const PREFIT_NOTE =
  "Grey: before that, on shuffled labels; colours count from the first epoch on true labels.";

function planeMarks(document: Document, { trajectories, region }: PlanePanel) {
  const ends = trajectories.map((one) => ({ ...one, points: one.points.slice(-1) }));
  return [
    painted(paintTrajectories(document, trajectories, region, 2.2)),
    ...milestoneMarks(ends, region, 2.4),
  ];
}

const ceilings = (document: Document, { ceiling, labelCeiling }: PlanePanel) =>
  painted(({ x, y, left, right, top, bottom }) => {
    const d = `M${left},${y(labelCeiling)}H${right}M${x(ceiling)},${top}V${bottom}`;
    const line = { stroke: INK, "stroke-dasharray": "3 3", "stroke-opacity": 0.5 };
    return element(document, "path", { d, fill: "none", ...line });
  });

const caption = (document: Document, { title }: PlanePanel) =>
  painted(({ left, right, top }) => {
    const style = { "text-anchor": "start", "font-size": 10.5, fill: MUTED };
    const lines = wrap(title, right - left - 8, 10.5);
    return element(
      document,
      "g",
      {},
      lines.map((line, row) => text(document, line, left + 6, top + 13 + 12 * row, style)),
    );
  });
