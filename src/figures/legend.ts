import * as Plot from "@observablehq/plot";
import { element, group, text } from "./svg.js";
import { INK, layerSymbol, MUTED, type Shape, symbolStyle } from "./theme.js";

/** One entry of a legend. */
export interface LegendEntry {
  name: string;
  colour: string;
  dash?: string;
  width?: number;
  symbol?: Shape;
  /** A ring instead of a line. */
  ring?: boolean;
}

/** A legend with its height in pixels. */
export interface Legend {
  node: SVGElement;
  height: number;
}

/** Names beside samples of their lines, in as many rows as the width asks for. */
export function lineLegend(document: Document, entries: LegendEntry[], width: number): Legend {
  const sample = 20;
  return flow(document, width, 18, entries, (entry) => ({
    width: sample + 6 + entry.name.length * 6.6 + 11,
    children: [
      entry.ring
        ? element(document, "circle", {
            ...{ cx: sample / 2, cy: 8, r: 3, fill: "none" },
            ...{ stroke: entry.colour, "stroke-width": 1.3 },
          })
        : element(document, "path", {
            d: `M0,8H${sample}`,
            stroke: entry.colour,
            "stroke-width": entry.width ?? 2,
            ...(entry.dash ? { "stroke-dasharray": entry.dash } : {}),
          }),
      ...(entry.symbol
        ? [group(document, 3, 0, shape(document, symbolStyle(entry.symbol, entry.colour)))]
        : []),
      text(document, entry.name, sample + 6, 12),
    ],
  }));
}

/** Names beside dots of their colours, and lines of words below. */
export function dotLegend(
  document: Document,
  entries: LegendEntry[],
  words: string[],
  width: number,
): Legend {
  const { node, height } = flow(document, width, 18, entries, (entry) => ({
    width: 14 + entry.name.length * 6.6 + 11,
    children: [
      element(document, "circle", { cx: 5, cy: 8, r: 5, fill: entry.colour }),
      text(document, entry.name, 14, 12),
    ],
  }));
  const lines = words.map((line, row) =>
    text(document, line, 0, height + 13 + 15 * row, { "font-size": 11, fill: MUTED }),
  );
  return {
    node: element(document, "g", {}, [node, ...lines]),
    height: height + 15 * words.length + 4,
  };
}

/** Names of the layers beside their shapes. */
export function shapeLegend(document: Document, names: string[], width: number): Legend {
  const entries = names.map((name, index) => ({ name, index }));
  return flow(document, width, 18, entries, ({ name, index }) => ({
    width: 18 + name.length * 7 + 14,
    children: [
      ...shape(document, { ...SHAPE, symbol: layerSymbol(index) }),
      text(document, name, 16, 12, { "font-weight": 600 }),
    ],
  }));
}

const SHAPE = { r: 4, fill: MUTED, stroke: INK, strokeWidth: 0.8 };

function shape(document: Document, style: Plot.DotOptions): Element[] {
  const svg = Plot.plot({
    document,
    axis: null,
    width: 14,
    height: 16,
    margin: 0,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [Plot.dot([[0.5, 0.5]], style)],
  });
  return Array.from(svg.children).filter((child) => child.localName !== "style");
}

function flow<T>(
  document: Document,
  width: number,
  rowHeight: number,
  entries: T[],
  draw: (entry: T) => { width: number; children: Element[] },
): Legend {
  let x = 0;
  let row = 0;
  const children = entries.map((entry) => {
    const item = draw(entry);
    if (x > 0 && x + item.width > width) {
      x = 0;
      row++;
    }
    const node = group(document, x, row * rowHeight, item.children);
    x += item.width;
    return node;
  });
  return { node: element(document, "g", {}, children), height: (row + 1) * rowHeight };
}
