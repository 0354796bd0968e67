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

/** One set of axes with a light grid, as a group whose origin is the panel's upper left corner. */
export function panel(document: Document, options: PanelOptions): SVGElement {
  const { width, height, x, y, title, subtitle, fontSize = 12 } = options;
  const margin = {
    top: subtitle ? 46 : title ? 30 : 10,
    right: 20,
    bottom: x.slanted ? 110 : 42,
    left: 56,
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
      Plot.axisX({ ...axis(x, fontSize), labelOffset: margin.bottom - 6 }),
      Plot.axisY({ ...axis(y, fontSize), labelOffset: margin.left - 6 }),
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

function axis(options: Axis, fontSize: number) {
  const { label, ticks, format, numbers = true, slanted } = options;
  return {
    ticks,
    // d3 leaves out labels of log ticks that a tickFormat is given for; a text channel keeps them.
    ...(numbers ? format && { text: format } : { text: () => "" }),
    tickSize: 4,
    ...(slanted ? { tickRotate: -32 } : {}),
    label: label || null,
    labelAnchor: "center" as const,
    labelArrow: "none" as const,
    fontSize,
    strokeOpacity: 0.5,
  };
}
