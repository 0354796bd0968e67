import { trimmed } from "./format.js";
import { type Anchor, type Box, placeLabels } from "./labels.js";
import { type PanelOptions, painted, panel } from "./panel.js";
import type { PlanePanel } from "./panels.js";
import { element, text } from "./svg.js";
import { INK, MUTED, PAPER } from "./theme.js";
import { milestoneMarks, paintTrajectories } from "./trajectories.js";
import { inside, type Region } from "./trajectory.js";

/** Draws a part of the information plane, the layers named. */
export function drawPlane(
  document: Document,
  content: PlanePanel,
  size: Pick<PanelOptions, "width" | "height">,
): SVGElement {
  const { region, title, trajectories, crowd } = content;
  const narrow = size.width < 420;
  return panel(document, {
    ...size,
    title,
    margin: { top: 44, left: 64 },
    x: { domain: region.x, label: "I(X;T), bits", ticks: narrow ? 5 : 7 },
    y: { domain: region.y, label: "I(T;Y), bits", ticks: 6 },
    marks: [
      ceilings(document, content),
      crowd && rectangle(document, crowd),
      painted(paintTrajectories(document, trajectories, region, narrow ? 3 : 3.6)),
      ...milestoneMarks(trajectories, region, narrow ? 2.8 : 3.4),
      layerNames(document, content),
    ],
  });
}

function ceilings(document: Document, { region, ceiling, labelCeiling }: PlanePanel) {
  return painted(({ x, y, left, right, top, bottom }) => {
    const line = { stroke: INK, "stroke-dasharray": "5 4", "stroke-opacity": 0.6 };
    const name = { "font-size": 11, fill: MUTED, "text-anchor": "start" };
    const children = [];
    if (labelCeiling <= region.y[1]) {
      const height = y(labelCeiling);
      const content = `H(Y) = ${trimmed(labelCeiling, 3)} bits`;
      children.push(element(document, "path", { ...line, d: `M${left},${height}H${right}` }));
      children.push(text(document, content, left + 6, height - 5, name));
    }
    if (ceiling <= region.x[1]) {
      const place = x(ceiling);
      const content = `log₂ n = ${trimmed(ceiling, 3)} bits`;
      const beside = right - place > 14 ? place + 12 : place - 5;
      const turned = { ...name, transform: `rotate(-90,${beside},${bottom - 8})` };
      children.push(element(document, "path", { ...line, d: `M${place},${top}V${bottom}` }));
      children.push(text(document, content, beside, bottom - 8, turned));
    }
    return element(document, "g", {}, children);
  });
}

const rectangle = (document: Document, { x: [x1, x2], y: [y1, y2] }: Region) =>
  painted(({ x, y }) =>
    element(document, "rect", {
      x: x(x1),
      y: y(y2),
      width: x(x2) - x(x1),
      height: y(y1) - y(y2),
      fill: "none",
      stroke: INK,
      "stroke-dasharray": "2 2",
      "stroke-opacity": 0.8,
    }),
  );

/** Names beside the last point of every layer whose last point is in the region. */
function layerNames(document: Document, { trajectories, region, labelCeiling }: PlanePanel) {
  return painted(({ x, y, left, right, top, bottom }) => {
    const fontSize = 12;
    const shown = trajectories.filter(({ points }) => points.some((p) => inside(p, region)));
    const anchors: Anchor[] = [];
    for (const { layer, points } of shown) {
      const end = points.filter((point) => inside(point, region)).at(-1)!;
      const at = { x: x(end.input), y: y(end.label), text: layer };
      const same = anchors.find((other) => Math.hypot(other.x - at.x, other.y - at.y) < 2);
      if (same) same.text += `, ${layer}`;
      else anchors.push(at);
    }
    const obstacles = shown.flatMap(({ points }) =>
      points
        .filter((point, index) => index % 3 === 0 && inside(point, region))
        .map((point) => ({ x: x(point.input), y: y(point.label) })),
    );
    if (labelCeiling <= region.y[1]) {
      const height = y(labelCeiling);
      for (let at = left; at < right; at += 12) obstacles.push({ x: at, y: height });
      for (let at = left; at < left + 125; at += 2) obstacles.push({ x: at, y: height - 9 });
    }
    const frame: Box = { left: left + 1, right: right - 1, top: top + 1, bottom: bottom - 1 };
    const halo = { stroke: PAPER, "stroke-width": 3, "stroke-linejoin": "round" };
    const style = { "font-weight": 600, "font-size": fontSize, "paint-order": "stroke", ...halo };
    const children = placeLabels(anchors, obstacles, frame, fontSize).flatMap((label) => {
      const leader = {
        d: `M${label.x},${label.y}L${label.atX},${label.atY}`,
        stroke: INK,
        "stroke-opacity": 0.6,
      };
      const name = text(document, label.text, label.atX, label.atY, { ...style, dy: "0.35em" });
      return label.leader ? [element(document, "path", leader), name] : [name];
    });
    return element(document, "g", {}, children);
  });
}
