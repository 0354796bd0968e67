import { type LayerSummary, principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { COLOUR_BAR_HEIGHT, colourBar } from "./colour-bar.js";
import { trimmed } from "./format.js";
import { type Anchor, type Box, placeLabels } from "./labels.js";
import { type PanelOptions, painted, panel } from "./panel.js";
import { element, type FigureOptions, figure, group, text, wrap } from "./svg.js";
import { INK, MUTED, PAPER } from "./theme.js";
import {
  inside,
  milestoneMarks,
  paintTrajectories,
  type Region,
  type Trajectory,
  trajectory,
} from "./trajectories.js";
import { crowdedRegion } from "./zoom.js";

/** Room above the panels of a wide figure, pixels. */
const TOP = 36;

/**
 * The information plane: I(X;T) and I(T;Y) of every layer, bits, averaged over the repetitions, one
 * trajectory per layer coloured by epoch, between its ceilings, with a zoom on the hidden layers.
 */
export function informationPlane(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const series = principal(summary.layers);
  const last = summary.epochs.at(-1) ?? 0;
  const trajectories = series.map((one) => meanTrajectory(one, summary.epochs));
  const ceiling = Math.max(...series.map((one) => one.input.ceiling));
  const labelCeiling = Math.max(...series.map((one) => one.label.ceiling));
  const whole: Region = { x: [0, ceiling * 1.07], y: [0, labelCeiling * 1.14] };
  const crowd = crowdedRegion(trajectories, whole);
  const wide = width >= 640;
  const side = crowd && wide;
  const mainWidth = side ? Math.round(width * 0.56) : Math.min(width, 700);
  const height = Math.round(wide ? mainWidth * 0.8 : width * 0.95);
  const count = summary.repetitions.length;
  const shared = { document, trajectories, ceiling, labelCeiling };
  const main = plane(
    { ...shared, region: whole, crowd },
    {
      width: mainWidth,
      height,
      title: count === 1 ? "One repetition" : `Mean of ${count} repetitions`,
    },
  );
  const children = [
    group(document, wide ? mainWidth - 330 : 0, 0, [colourBar(document, last, wide ? 322 : width)]),
    group(document, 0, wide ? TOP : COLOUR_BAR_HEIGHT + 6, [main]),
  ];
  let bottom = height + (wide ? TOP : COLOUR_BAR_HEIGHT + 6);
  if (crowd) {
    const zoomed = plane(
      { ...shared, region: crowd, crowd: null },
      {
        width: side ? width - mainWidth - 16 : width,
        height: side ? height : Math.round(width * 0.85),
        title: "Enlarged: the dashed rectangle",
      },
    );
    children.push(group(document, side ? mainWidth + 16 : 0, side ? TOP : bottom + 6, [zoomed]));
    if (!side) bottom += 6 + Math.round(width * 0.85);
  }
  for (const line of wrap(planeNote(series), width - 60, 11)) {
    bottom += 15;
    children.push(text(document, line, wide ? 50 : 8, bottom, { "font-size": 11, fill: MUTED }));
  }
  const names = series.map((one) => one.layer).join(", ");
  const label = `Information plane of layers ${names}: I(X;T) against I(T;Y) in bits, coloured by epoch.`;
  return figure(document, { width, height: bottom + 8, label }, children);
}

function meanTrajectory(one: LayerSummary, epochs: Int32Array): Trajectory {
  const { input, label, saturated } = one.curves;
  return trajectory(one, { epochs, input: input.mean, label: label.mean, saturated });
}

interface Plane {
  document: Document;
  trajectories: Trajectory[];
  region: Region;
  ceiling: number;
  labelCeiling: number;
  /** Drawn as a dashed rectangle. */
  crowd: Region | null;
}

function plane(content: Plane, size: Pick<PanelOptions, "width" | "height" | "title">) {
  const { document, region, trajectories, crowd } = content;
  const narrow = size.width < 420;
  return panel(document, {
    ...size,
    margin: { top: 44, left: 64 },
    x: { domain: region.x, label: "I(X;T), bits", ticks: narrow ? 5 : 7 },
    y: { domain: region.y, label: "I(T;Y), bits", ticks: 6 },
    marks: [
      ceilings(content),
      crowd && rectangle(document, crowd),
      painted(paintTrajectories(document, trajectories, region, narrow ? 3 : 3.6)),
      ...milestoneMarks(trajectories, region, narrow ? 2.8 : 3.4),
      layerNames(content),
    ],
  });
}

function ceilings({ document, region, ceiling, labelCeiling }: Plane) {
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
function layerNames({ document, trajectories, region, labelCeiling }: Plane) {
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

function planeNote(series: LayerSummary[]): string {
  const note = [
    "Shapes tell the layers apart and mark epochs 0, 10, 100, … and the last (larger).",
  ];
  const named = (status: LayerSummary["status"]) =>
    series
      .filter((one) => one.status === status)
      .map((one) => one.layer)
      .join(", ");
  const estimated = named("estimate");
  const infinite = named("infinite");
  const saturated = series.filter((one) => one.curves.saturated.some((share) => share >= 0.5));
  if (saturated.length > 0) {
    const names = saturated.map((one) => one.layer).join(", ");
    note.push(`Hollow: saturated (${names}), limited by the number of inputs, not by the layer.`);
  }
  if (estimated) note.push(`Estimates: ${estimated}.`);
  if (infinite) {
    note.push(
      `Infinite in truth: I(X;T) of ${infinite}; shown is the count of distinct float vectors.`,
    );
  }
  return note.join(" ");
}
