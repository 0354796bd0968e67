import { drawXY } from "./draw-xy.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { XYPanel, XYPoint } from "./panels.js";
import type { FigureOptions } from "./svg.js";

/** A figure made of panels of series, with the words that go with it. */
export interface XYFigure {
  /** Name of its file, without ".svg". */
  name: string;
  title: string;
  caption: string;
  /** Panels beside each other when the figure is wide. */
  columns: number;
  panels: XYPanel[];
}

/** Draws the panels below one legend of all series. */
export function drawXYFigure(
  { columns, panels, title }: XYFigure,
  { document, width = 1040 }: FigureOptions,
): SVGSVGElement {
  const entries = new Map(panels.flatMap(({ series }) => series.map((one) => [one.name, one])));
  const across = Math.min(columns, panels.length);
  return panelGrid(
    document,
    {
      ...{ width, columns: across, aspect: across === 1 ? 0.45 : across === 2 ? 0.62 : 0.78 },
      label: `${title}: ${panels.map((one) => one.title).join("; ")}.`,
      head: lineLegend(document, [...entries.values()], width - (width >= 640 ? 70 : 16)),
    },
    panels.map((one) => drawXY(document, one)),
  );
}

export const exactly = (x: number, y: number): XYPoint => ({ x, y, low: y, high: y });

/** Ends of a logarithmic axis for these values; those that are not positive do not count. */
export function logDomain(values: readonly number[]): [number, number] {
  const own = values.filter((value) => value > 0 && Number.isFinite(value));
  if (own.length === 0) return [0.1, 1];
  return [Math.min(...own) / 1.3, Math.max(...own) * 1.3];
}

/** Ends of a linear axis for these values and 0, with room above. */
export function linearDomain(values: readonly number[]): [number, number] {
  const own = values.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...own), Math.max(0, ...own)];
  const size = high - low || 1;
  return [low < 0 ? low - 0.06 * size : 0, high + 0.08 * size];
}

/** Powers of ten within a domain, or 1, 2 and 5 of each where there are few; at most seven. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const powers: number[] = [];
  for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k++) powers.push(k);
  const steps = powers.length > 4 ? [1] : [1, 2, 5];
  const ticks = powers
    .flatMap((k) => steps.map((step) => Number(`${step}e${k}`)))
    .filter((tick) => tick >= low && tick <= high);
  const stride = Math.ceil(ticks.length / 7);
  return ticks.filter((_, i) => i % stride === 0);
}

export const logFormat = (value: number): string =>
  value >= 1e-2 && value < 1e4 ? String(Number(value.toPrecision(3))) : value.toExponential(0);
