import * as Plot from "@observablehq/plot";
import type { Painter } from "./panel.js";
import { type Attributes, element } from "./svg.js";
import { epochColour, epochStep, INK, layerSymbol, MUTED, PAPER } from "./theme.js";
import { inside, milestones, type PlanePoint, type Region, type Trajectory } from "./trajectory.js";

/** Where the points of a prefit stand among the steps of the epoch scale. */
const PREFIT = -1;

/** Thin lines along the trajectories and a dot per epoch, one path per colour; a prefit is grey. */
export function paintTrajectories(
  document: Document,
  trajectories: Trajectory[],
  region: Region,
  diameter: number,
): Painter {
  return ({ x, y }) => {
    const at = (point: PlanePoint) => `${toTenth(x(point.input))},${toTenth(y(point.label))}`;
    const lines = trajectories.map(({ points }) => {
      let d = "";
      points.forEach((point, index) => {
        const previous = points[index - 1];
        if (!inside(point, region)) return;
        if (!previous || !inside(previous, region)) d += `M${at(point)}`;
        else d += `L${at(point)}`;
      });
      return element(document, "path", { d, fill: "none", stroke: INK, "stroke-opacity": 0.25 });
    });
    const steps = new Map<number, Set<string>>();
    for (const point of trajectories.flatMap((one) => one.points)) {
      if (!inside(point, region)) continue;
      const step = point.age < 0 ? PREFIT : epochStep(point.position);
      if (!steps.has(step)) steps.set(step, new Set());
      steps.get(step)!.add(`M${at(point)}h0`);
    }
    const dots = [...steps]
      .sort(([a], [b]) => a - b)
      .map(([step, places]) => {
        const stroke: Attributes =
          step === PREFIT
            ? { stroke: MUTED, "stroke-opacity": 0.45, "stroke-width": diameter * 0.7 }
            : { stroke: epochColour(step) };
        return element(document, "path", { d: [...places].join(""), ...stroke });
      });
    const round = { "stroke-linecap": "round", "stroke-width": diameter, fill: "none" };
    return element(document, "g", {}, [
      element(document, "g", { "stroke-width": 0.8 }, lines),
      element(document, "g", round, dots),
    ]);
  };
}

/** The layer's shape at its milestones, the last one larger; hollow where the count is saturated; grey at the beginning of a prefit. */
export function milestoneMarks(
  trajectories: Trajectory[],
  region: Region,
  radius: number,
): Plot.Markish[] {
  return trajectories.flatMap(({ points, index }) => {
    const shapes = milestones(points).filter((point) => inside(point, region));
    const lastEpoch = points.at(-1)?.epoch;
    const prefit = points.filter((point) => point.age < 0 && inside(point, region)).slice(0, 1);
    const colour = (point: PlanePoint) => epochColour(epochStep(point.position));
    const start = prefit.map((point) =>
      Plot.dot([point], {
        ...{ x: "input", y: "label", symbol: layerSymbol(index), r: radius },
        ...{ fill: MUTED, stroke: PAPER, strokeWidth: 0.8 },
      }),
    );
    const trained = shapes.map((point) =>
      Plot.dot([point], {
        x: "input",
        y: "label",
        symbol: layerSymbol(index),
        r: point.epoch === lastEpoch ? radius * 1.45 : radius,
        fill: point.saturated ? PAPER : colour(point),
        stroke: point.saturated ? colour(point) : INK,
        strokeWidth: point.saturated ? 1.8 : 0.8,
      }),
    );
    return [...start, ...trained];
  });
}

const toTenth = (value: number) => Number(value.toFixed(1));
