import { figure, group } from "./svg.js";

/** A panel of a grid, given the size of its cell. */
export type PanelMaker = (width: number, height: number) => SVGElement;

/**
 * Panels in rows below a head: as many columns as asked for when the figure is wide, one when it is
 * narrow.
 */
export function panelGrid(
  document: Document,
  options: {
    width: number;
    columns: number;
    /** Height of a panel as a share of its width. */
    aspect: number;
    label: string;
    head?: { node: SVGElement; height: number };
  },
  panels: PanelMaker[],
): SVGSVGElement {
  const { width, aspect, label, head } = options;
  const wide = width >= 640;
  const columns = wide ? options.columns : 1;
  const gap = columns > 1 ? 20 : 0;
  const cellWidth = Math.floor((width - gap * (columns - 1)) / columns);
  const cellHeight = Math.round(cellWidth * (wide ? aspect : aspect * 1.15));
  const top = head ? head.height + 6 : 0;
  const inset = wide ? 56 : 8;
  const children = panels.map((make, index) => {
    const x = (index % columns) * (cellWidth + gap);
    const y = top + Math.floor(index / columns) * (cellHeight + 10);
    return group(document, x, y, [make(cellWidth, cellHeight)]);
  });
  const rows = Math.ceil(panels.length / columns);
  const height = top + rows * cellHeight + (rows - 1) * 10 + 4;
  const above = head ? [group(document, inset, 2, [head.node])] : [];
  return figure(document, { width, height, label }, [...above, ...children]);
}
