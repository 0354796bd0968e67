import * as Plot from "@observablehq/plot";
import { type CurvePoint, curvePoints, hasBand } from "./curve-points.js";
import { spread } from "./labels.js";
import { painted } from "./panel.js";
import type { CurvePanel } from "./panels.js";
import { element, text } from "./svg.js";
import { INK, MUTED, PAPER } from "./theme.js";

/** Bands, lines, and a dot at the end of each line. */
export function curveMarks(content: CurvePanel): Plot.Markish[] {
  const [bottom, top] = content.y.domain;
  const keep = (value: number) => Math.min(top, Math.max(bottom, value));
  const drawn = content.curves.map((one) => ({ ...one, points: curvePoints(content, one) }));
  const bands = drawn.filter(hasBand).map(({ points, colour }) =>
    Plot.areaY(points, {
      x: "x",
      y1: (point: CurvePoint) => keep(point.low),
      y2: (point: CurvePoint) => keep(point.high),
      fill: colour,
      fillOpacity: 0.18,
    }),
  );
  const lines = drawn.flatMap(({ points, colour, width = 1.6, dash }) => [
    Plot.line(points, {
      x: "x",
      y: (point: CurvePoint) => keep(point.y),
      stroke: colour,
      strokeWidth: width,
      strokeDasharray: dash,
      strokeLinejoin: "round",
    }),
    Plot.dot(points.slice(-1), {
      x: "x",
      y: (point: CurvePoint) => keep(point.y),
      fill: colour,
      r: 2.2,
    }),
  ]);
  return [...bands, ...lines];
}

/** Names at the right-hand ends of the lines, moved apart, with a line to the end where needed. */
export function endLabels(document: Document, content: CurvePanel, fontSize = 12): Plot.Markish {
  const ends = content.curves.flatMap((one) => {
    const point = curvePoints(content, one).at(-1);
    return point ? [{ ...point, ...one }] : [];
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
        text(document, end.name, right + 15, rows[index], name),
      ];
    });
    return element(document, "g", {}, children);
  });
}

const DASHED = { stroke: INK, "stroke-dasharray": "5 4", "stroke-opacity": 0.55 };

/** A dashed horizontal line, as at a ceiling, with its name above the line. */
export function levelLine(
  document: Document,
  { value, name }: CurvePanel["levels"][number],
  fontSize = 11,
): Plot.Markish {
  return painted(({ y, left, right }) => {
    const label = { "text-anchor": "start", "font-size": fontSize, fill: MUTED };
    return element(document, "g", {}, [
      element(document, "path", { ...DASHED, d: `M${left},${y(value)}H${right}` }),
      text(document, name, left + 6, y(value) - 5, label),
    ]);
  });
}

/** A vertical line at the first epoch on true labels, with words beside it. */
export function trueLabelsLine(document: Document, epoch: number, fontSize = 11): Plot.Markish {
  return painted(({ x, left, right, top, bottom }) => {
    const at = x(epoch + 1);
    const after = at < (left + right) / 2;
    const label = {
      "text-anchor": after ? "start" : "end",
      "font-size": fontSize,
      fill: MUTED,
      stroke: PAPER,
      "stroke-width": 3,
      "paint-order": "stroke",
    };
    const words = after ? "true labels from here →" : "true labels from here";
    return element(document, "g", {}, [
      element(document, "path", { ...DASHED, d: `M${at},${top}V${bottom}` }),
      text(document, words, at + (after ? 5 : -5), bottom - 8, label),
    ]);
  });
}
