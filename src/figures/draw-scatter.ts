import { type Painter, painted, panel } from "./panel.js";
import type { PanelMaker } from "./panel-grid.js";
import type { ScatterDot, ScatterPanel } from "./panels.js";
import { statesDrawn } from "./states-drawn.js";
import { element, text } from "./svg.js";
import { classColour, INK, PAPER } from "./theme.js";

/** Radius of the most frequent state as a share of the panel's width, and the least radius, pixels. */
const LARGEST = 0.03;
const SMALLEST = 1.2;

/** Radius of a dot whose area is in proportion to its inputs; the smallest are drawn larger. */
export const dotRadius = ({ count }: ScatterDot, largest: number, radius: number): number =>
  Math.max(SMALLEST, radius * Math.sqrt(count / largest));

/** Draws the states of a layer in a cell of a grid. */
export function drawScatter(document: Document, content: ScatterPanel): PanelMaker {
  const { layer, region, title } = content;
  return (width, height) =>
    panel(document, {
      width,
      height,
      title,
      subtitle: statesDrawn(content, content.dots),
      x: { domain: region.x, label: `first unit of ${layer}`, ticks: 4 },
      y: { domain: region.y, label: `second unit of ${layer}`, ticks: 5 },
      marks: [
        painted(paintDots(document, content, LARGEST * width)),
        painted(paintNames(document, content)),
      ],
    });
}

/** Large dots below small ones; dots of one size and colour are one path. */
function paintDots(document: Document, { dots, largest }: ScatterPanel, radius: number): Painter {
  return ({ x, y }) => {
    const paths = new Map<string, { diameter: number; stroke: string; d: string }>();
    const add = (dot: ScatterDot, diameter: number, stroke: string, group: string) => {
      const rounded = Number(diameter.toFixed(1));
      const key = `${group} ${rounded} ${stroke}`;
      const path = paths.get(key) ?? { diameter: rounded, stroke, d: "" };
      path.d += `M${Number(x(dot.first).toFixed(1))},${Number(y(dot.second).toFixed(1))}h0`;
      paths.set(key, path);
    };
    for (const dot of dots) {
      const diameter = 2 * dotRadius(dot, largest, radius);
      const size = diameter.toFixed(1);
      add(dot, diameter, classColour(dot.label), size);
      if (dot.share < 1) add(dot, diameter * Math.sqrt(1 - dot.share), PAPER, `${size} hole`);
    }
    const children = [...paths.values()].map(({ diameter, stroke, d }) =>
      element(document, "path", { d, stroke, "stroke-width": diameter }),
    );
    return element(document, "g", { "stroke-linecap": "round", fill: "none" }, children);
  };
}

/** The number of each label in the middle of its inputs. */
function paintNames(document: Document, { dots, labels }: ScatterPanel): Painter {
  const halo = { stroke: PAPER, "stroke-width": 3, "paint-order": "stroke", fill: INK };
  const style = { ...halo, "font-weight": 700, "text-anchor": "middle", dy: "0.35em" };
  return ({ x, y }) => {
    const names = labels.flatMap((label) => {
      const own = dots.filter((dot) => dot.label === label);
      const weight = own.reduce((sum, { count }) => sum + count, 0);
      if (weight === 0) return [];
      const mean = (value: (dot: ScatterDot) => number) =>
        own.reduce((sum, dot) => sum + dot.count * value(dot), 0) / weight;
      const at = [x(mean(({ first }) => first)), y(mean(({ second }) => second))];
      return [text(document, String(label), at[0], at[1], style)];
    });
    return element(document, "g", {}, names);
  };
}
