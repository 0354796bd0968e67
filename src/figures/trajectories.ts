import * as Plot from "@observablehq/plot";
import { nearest } from "../summary/thin.js";
import { epochPosition } from "./epoch-axis.js";
import type { Painter } from "./panel.js";
import { element } from "./svg.js";
import { epochColour, epochStep, INK, layerSymbol, PAPER } from "./theme.js";

/** One epoch of one layer in the information plane; information in bits. */
export interface PlanePoint {
  input: number;
  label: number;
  epoch: number;
  /** Place on the epoch scale, 0..1. */
  position: number;
  saturated: boolean;
}

/** The way of one layer through the information plane. */
export interface Trajectory {
  layer: string;
  index: number;
  output: boolean;
  points: PlanePoint[];
}

/** Inside the frame, in data units. */
export interface Region {
  x: [number, number];
  y: [number, number];
}

export const inside = (point: PlanePoint, { x, y }: Region) =>
  point.input >= x[0] && point.input <= x[1] && point.label >= y[0] && point.label <= y[1];

/** Makes a trajectory of parallel arrays (or of some of their elements), without what is not finite. */
export function trajectory(
  { layer, index, output }: Pick<Trajectory, "layer" | "index" | "output">,
  data: {
    epochs: Int32Array;
    input: ArrayLike<number>;
    label: ArrayLike<number>;
    saturated: ArrayLike<number>;
  },
  indices: Iterable<number> = data.epochs.keys(),
): Trajectory {
  const last = data.epochs.at(-1) ?? 0;
  const points = [...indices]
    .filter((i) => Number.isFinite(data.input[i]) && Number.isFinite(data.label[i]))
    .map((i) => ({
      input: data.input[i],
      label: data.label[i],
      epoch: data.epochs[i],
      position: epochPosition(data.epochs[i], last),
      saturated: data.saturated[i] >= 0.5,
    }));
  return { layer, index, output, points };
}

/** The epochs that get a layer's shape: 0, 10, 100, .. and the last. */
export function milestones(points: PlanePoint[]): PlanePoint[] {
  if (points.length === 0) return [];
  const epochs = points.map((point) => point.epoch);
  const last = epochs[epochs.length - 1];
  const wanted = [0];
  for (let epoch = 10; epoch * 2 <= last; epoch *= 10) wanted.push(epoch);
  return [...new Set([...wanted, last].map((epoch) => nearest(epochs, epoch)))].map(
    (index) => points[index],
  );
}

/** Thin lines along the trajectories and a dot per epoch, one path per colour. */
export function paintTrajectories(
  document: Document,
  trajectories: Trajectory[],
  region: Region,
  diameter: number,
): Painter {
  return ({ x, y }) => {
    const at = (point: PlanePoint) => `${fixed(x(point.input))},${fixed(y(point.label))}`;
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
      const step = epochStep(point.position);
      if (!steps.has(step)) steps.set(step, new Set());
      steps.get(step)!.add(`M${at(point)}h0`);
    }
    const dots = [...steps]
      .sort(([a], [b]) => a - b)
      .map(([step, places]) =>
        element(document, "path", { d: [...places].join(""), stroke: epochColour(step) }),
      );
    const round = { "stroke-linecap": "round", "stroke-width": diameter, fill: "none" };
    return element(document, "g", {}, [
      element(document, "g", { "stroke-width": 0.8 }, lines),
      element(document, "g", round, dots),
    ]);
  };
}

/** The layer's shape at its milestones, the last one larger; hollow where the count is saturated. */
export function milestoneMarks(
  trajectories: Trajectory[],
  region: Region,
  radius: number,
): Plot.Markish[] {
  return trajectories.flatMap(({ points, index }) => {
    const shapes = milestones(points).filter((point) => inside(point, region));
    const lastEpoch = points.at(-1)?.epoch;
    const colour = (point: PlanePoint) => epochColour(epochStep(point.position));
    return shapes.map((point) =>
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
  });
}

const fixed = (value: number) => Number(value.toFixed(1));
