import * as Plot from "@observablehq/plot";
import type { Curve } from "../summary/curve.js";
import { spread } from "./labels.js";
import { painted } from "./panel.js";
import { element, text } from "./svg.js";
import { INK, MUTED } from "./theme.js";

/** A curve with the way it is drawn. */
export interface DrawnCurve {
  epochs: Int32Array;
  curve: Curve;
  colour: string;
  /** Multiplies the values, 100 for per cent. */
  factor?: number;
  width?: number;
  dash?: string;
  /** Written at the end of the line. */
  label?: string;
}

interface Point {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** The points to draw; x is epoch + 1, low and high are mean -+ one standard deviation. */
export function drawnPoints({ epochs, curve, factor = 1 }: DrawnCurve): Point[] {
  const points: Point[] = [];
  curve.mean.forEach((mean, index) => {
    if (!Number.isFinite(mean)) return;
    points.push({
      x: epochs[index] + 1,
      y: factor * mean,
      low: factor * (mean - curve.deviation[index]),
      high: factor * (mean + curve.deviation[index]),
    });
  });
  return points;
}

/** Bands (where there are two repetitions or more), lines, and a dot at the end of each line. */
export function curveMarks(curves: DrawnCurve[], range: [number, number]): Plot.Markish[] {
  const keep = (value: number) => Math.min(range[1], Math.max(range[0], value));
  const drawn = curves.map((one) => ({ ...one, points: drawnPoints(one) }));
  const bands = drawn
    .filter(({ curve }) => curve.count.some((count) => count > 1))
    .map(({ points, colour }) =>
      Plot.areaY(points, {
        x: "x",
        y1: (point: Point) => keep(point.low),
        y2: (point: Point) => keep(point.high),
        fill: colour,
        fillOpacity: 0.18,
      }),
    );
  const lines = drawn.flatMap(({ points, colour, width = 1.6, dash }) => [
    Plot.line(points, {
      x: "x",
      y: "y",
      stroke: colour,
      strokeWidth: width,
      strokeDasharray: dash,
      strokeLinejoin: "round",
    }),
    Plot.dot(points.slice(-1), { x: "x", y: "y", fill: colour, r: 2.2 }),
  ]);
  return [...bands, ...lines];
}

/** Names at the right-hand ends of the lines, moved apart, with a line to the end where needed. */
export function endLabels(document: Document, curves: DrawnCurve[], fontSize = 12): Plot.Markish {
  const ends = curves.flatMap((one) => {
    const point = drawnPoints(one).at(-1);
    return point ? [{ ...point, colour: one.colour, label: one.label ?? "" }] : [];
  });
  return painted(({ x, y, right, top, bottom }) => {
    const rows = spread(
      ends.map((end) => y(end.y)),
      fontSize + 1,
      top + 5,
      bottom - 5,
    );
    const children = ends.flatMap((end, index) => {
      const line = {
        d: `M${x(end.x) + 3},${y(end.y)}L${right + 12},${rows[index]}`,
        stroke: end.colour,
        fill: "none",
        "stroke-opacity": 0.7,
      };
      const name = { "text-anchor": "start", dy: "0.34em", "font-size": fontSize, fill: INK };
      return [
        element(document, "path", line),
        text(document, end.label, right + 15, rows[index], name),
      ];
    });
    return element(document, "g", {}, children);
  });
}

/** A dashed horizontal line at a ceiling, with its name above the line. */
export function ceilingLine(
  document: Document,
  value: number,
  name: string,
  fontSize = 11,
): Plot.Markish {
  return painted(({ y, left, right }) => {
    const line = {
      d: `M${left},${y(value)}H${right}`,
      stroke: INK,
      "stroke-dasharray": "5 4",
      "stroke-opacity": 0.55,
    };
    const label = { "text-anchor": "start", "font-size": fontSize, fill: MUTED };
    return element(document, "g", {}, [
      element(document, "path", line),
      text(document, name, left + 6, y(value) - 5, label),
    ]);
  });
}
