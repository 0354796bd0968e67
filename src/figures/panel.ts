import * as Plot from "@observablehq/plot";
import type { Axis } from "./axis.js";
import { element, text } from "./svg.js";
import { MUTED } from "./theme.js";

export interface PanelOptions {
  width: number;
  height: number;
  title?: string;
  /** Small, below the title. */
  subtitle?: string;
  x: Axis;
  y: Axis;
  marks: (Plot.Markish | null)[];
  margin?: { top?: number; right?: number; bottom?: number; left?: number };
  fontSize?: number;
}

const LEFT = 56;
const RIGHT = 20;

/** What is drawn between axes by a function of pixel positions. */
export type Painter = (place: {
  x: (value: number) => number;
  y: (value: number) => number;
  /** Edges of the frame, in pixels. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}) => Element;

/** A mark that draws with the panel's scales. */
export function painted(paint: Painter): Plot.Markish {
  const render: Plot.RenderFunction = (_index, scales, _values, dimensions) =>
    paint({
      x: (value) => Number(scales.x!(value)),
      y: (value) => Number(scales.y!(value)),
      left: dimensions.marginLeft,
      right: dimensions.width - dimensions.marginRight,
      top: dimensions.marginTop,
      bottom: dimensions.height - dimensions.marginBottom,
    }) as SVGElement;
  return render;
}

/** Words below an axis of so many pixels: as steep as their number asks for, and the room they take. */
function slanted(
  { domain: [first, last], format = String, ticks }: Axis,
  size: number,
  font: number,
) {
  const places = Array.isArray(ticks) ? ticks : [];
  const between = size / (last - first);
  // Steep enough for a line's height between neighbours.
  const angle = [32, 60].find((one) => between * Math.sin(radians(one)) >= 1.05 * font) ?? 90;
  const reach = places.map((place) => 10 + 0.56 * font * format(place).length);
  const beyond = places.map(
    (place, i) => reach[i] * Math.cos(radians(angle)) - (place - first) * between,
  );
  return {
    angle,
    left: Math.max(LEFT, ...beyond),
    bottom: Math.max(110, 16 + Math.max(0, ...reach) * Math.sin(radians(angle))),
  };
}

const radians = (degrees: number) => (degrees / 180) * Math.PI;

/** One set of axes with a light grid, as a group whose origin is the panel's upper left corner. */
export function panel(document: Document, options: PanelOptions): SVGElement {
  const { width, height, x, y, title, subtitle, fontSize = 12 } = options;
  const slant = x.slanted ? slanted(x, width - LEFT - RIGHT, fontSize) : undefined;
  const margin = {
    top: subtitle ? 46 : title ? 30 : 10,
    right: RIGHT,
    bottom: slant?.bottom ?? 42,
    left: slant?.left ?? LEFT,
    ...options.margin,
  };
  const svg = Plot.plot({
    document,
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: { domain: x.domain, type: x.log ? "log" : "linear" },
    y: { domain: y.domain, type: y.log ? "log" : "linear" },
    marks: [
      Plot.gridX({ ticks: x.ticks, strokeOpacity: 0.1 }),
      Plot.gridY({ ticks: y.ticks, strokeOpacity: 0.1 }),
      ...options.marks,
      Plot.axisX({ ...axis(x, fontSize, slant?.angle), labelOffset: margin.bottom - 6 }),
      Plot.axisY({ ...axis(y, fontSize), labelOffset: (slant ? LEFT : margin.left) - 6 }),
      Plot.frame({ strokeOpacity: 0.35 }),
    ],
  });
  const children = Array.from(svg.children).filter((child) => child.localName !== "style");
  const body = element(document, "g", { "text-anchor": "middle", "font-size": fontSize }, children);
  if (title) {
    const attributes = { "text-anchor": "start", "font-size": fontSize + 1, "font-weight": 600 };
    const above = subtitle ? 26 : 12;
    body.appendChild(text(document, title, margin.left, margin.top - above, attributes));
  }
  if (subtitle) {
    const attributes = { "text-anchor": "start", "font-size": fontSize - 1, fill: MUTED };
    body.appendChild(text(document, subtitle, margin.left, margin.top - 9, attributes));
  }
  return body;
}

function axis(options: Axis, fontSize: number, angle?: number) {
  const { label, ticks, format, numbers = true } = options;
  return {
    ticks,
    // d3 leaves out labels of log ticks that a tickFormat is given for; a text channel keeps them.
    ...(numbers ? format && { text: format } : { text: () => "" }),
    tickSize: 4,
    ...(angle === undefined ? {} : { tickRotate: -angle }),
    label: label || null,
    labelAnchor: "center" as const,
    labelArrow: "none" as const,
    fontSize,
    strokeOpacity: 0.5,
  };
}
