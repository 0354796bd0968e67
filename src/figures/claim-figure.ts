import type { Claim, ClaimPlot } from "../claims/claim.js";
import { drawXY } from "./draw-xy.js";
import { type LegendEntry, lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { XYPanel } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour, MUTED } from "./theme.js";

/** What a claim was held against, as dots with their 95 % intervals. The claim must have a plot. */
export function claimFigure(claim: Claim, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = claimPanels(claim);
  const longest = panels.reduce((a, b) => (b.series.length > a.series.length ? b : a));
  const rings = panels.some(({ series }) =>
    series.some(({ points }) => points.some(({ hollow }) => hollow)),
  );
  const legend = [...longest.series, ...(rings ? [SATURATED] : [])];
  return panelGrid(
    document,
    {
      ...{ width, columns: Math.min(2, panels.length), aspect: aspectOf(panels, width) },
      label: `${claim.statement} ${panels.map(({ title }) => title).join("; ")}.`,
      head: lineLegend(document, legend, width - (width >= 640 ? 70 : 16)),
    },
    panels.map((one) => drawXY(document, one)),
  );
}

const SATURATED: LegendEntry = {
  ...{ name: "saturated: tells of the inputs, not of the layer", colour: MUTED, ring: true },
};

/** What a claim's figure shows, in a sentence. */
export function claimCaption({ plots }: Pick<Claim, "plots">): string {
  const points = plots.flatMap(({ series }) => series.flatMap((one) => one.points));
  return points.some(({ low }) => Number.isFinite(low))
    ? "Means over the repetitions; bars are 95 % intervals."
    : "Shares of the measurements of all repetitions.";
}

/** Long names below a narrow panel take as much of its height as the panel itself. */
function aspectOf(panels: readonly XYPanel[], width: number): number {
  if (width < 640 && panels.some(({ x }) => x.slanted)) return 0.95;
  return panels.length > 1 ? 0.66 : 0.42;
}

/** The panels of the figure. */
export const claimPanels = ({ plots }: Pick<Claim, "plots">): XYPanel[] => plots.map(panelOf);

function panelOf({ series, title, x, y }: ClaimPlot): XYPanel {
  const points = series.flatMap((one) => one.points);
  const ends = points
    .flatMap(({ high, low, y: value }) => [low, high, value])
    .filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return {
    kind: "xy",
    name: title,
    title,
    x: xAxis(
      x,
      points.map((point) => point.x),
    ),
    y: { domain: [low - 0.04 * (high - low), high + 0.08 * (high - low) || 1], label: y, ticks: 6 },
    series: series.map(({ name, points: own }, place) => ({
      name,
      colour: layerColour(place),
      points: own.map(({ saturated, ...point }) => ({ ...point, hollow: saturated })),
      interval: own.some((point) => Number.isFinite(point.low)) ? "95 % interval" : "",
      line: x.names === undefined,
    })),
    levels: [{ value: 0, name: "" }],
  };
}

/** Numbers from the least to the greatest, or places with names, which stand slanted. */
function xAxis({ label, log, names }: ClaimPlot["x"], values: number[]): XYPanel["x"] {
  if (names) {
    return {
      domain: [-0.5, names.length - 0.5],
      label,
      ticks: names.map((_, place) => place),
      format: (place) => names[place] ?? "",
      slanted: names.some((name) => name.length > 6),
    };
  }
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return log
    ? { domain: [least / 1.3, most * 1.3], label, log, ticks: [...new Set(values)], format: String }
    : { domain: [least, most], label, ticks: 6 };
}
