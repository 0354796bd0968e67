import * as Plot from "@observablehq/plot";
import { firstOfTraining } from "../summary/epochs.js";
import type { RunSummary } from "../summary/run-summary.js";
import { nearest } from "../summary/thin.js";
import { epochPosition } from "./epoch-axis.js";
import type { Painter } from "./panel.js";
import { type Attributes, element } from "./svg.js";
import { epochColour, epochStep, INK, layerSymbol, MUTED, PAPER } from "./theme.js";

/** Where the points of a prefit stand among the steps of the epoch scale. */
const PREFIT = -1;

/** One epoch of one layer in the information plane; information in bits. */
export interface PlanePoint {
  input: number;
  label: number;
  /** Counted from the beginning of the prefit, if any. */
  epoch: number;
  /** Counted from the first epoch on true labels; negative in a prefit. */
  age: number;
  /** Place on the epoch scale, 0..1. */
  position: number;
  saturated: boolean;
}

/** The way of one layer through the information plane. */
export interface Trajectory {
  layer: string;
  index: number;
  output: boolean;
  estimator: string;
  points: PlanePoint[];
}

/** Inside the frame, in data units. */
export interface Region {
  x: [number, number];
  y: [number, number];
}

export const inside = (point: PlanePoint, { x, y }: Region) =>
  point.input >= x[0] && point.input <= x[1] && point.label >= y[0] && point.label <= y[1];

/** What parallel arrays say of one layer. */
export type LayerPath = Pick<Trajectory, "layer" | "index" | "output" | "estimator">;

/**
 * Makes a trajectory of parallel arrays (or of some of their elements), without what is not finite.
 * `last` is the age at the end of the epoch scale; default: that of the last epoch.
 */
export function trajectory(
  { layer, index, output, estimator }: LayerPath,
  data: Pick<RunSummary, "epochs" | "stages"> & {
    input: ArrayLike<number>;
    label: ArrayLike<number>;
    saturated: ArrayLike<number>;
  },
  indices: Iterable<number> = data.epochs.keys(),
  last = lastAge(data),
): Trajectory {
  const from = data.epochs[firstOfTraining(data.stages)];
  const points = [...indices]
    .filter((i) => Number.isFinite(data.input[i]) && Number.isFinite(data.label[i]))
    .map((i) => ({
      input: data.input[i],
      label: data.label[i],
      epoch: data.epochs[i],
      age: data.epochs[i] - from,
      position: epochPosition(Math.max(0, data.epochs[i] - from), last),
      saturated: data.saturated[i] >= 0.5,
    }));
  return { layer, index, output, estimator, points };
}

/** Epochs on true labels until the last. */
export const lastAge = ({ epochs, stages }: Pick<RunSummary, "epochs" | "stages">): number =>
  (epochs.at(-1) ?? 0) - (epochs[firstOfTraining(stages)] ?? 0);

/** The points that get a layer's shape: 0, 10, 100, .. epochs on true labels and the last. */
export function milestones(points: PlanePoint[]): PlanePoint[] {
  const trained = points.filter(({ age }) => age >= 0);
  if (trained.length === 0) return [];
  const ages = trained.map(({ age }) => age);
  const last = ages[ages.length - 1];
  const wanted = [0];
  for (let age = 10; age * 2 <= last; age *= 10) wanted.push(age);
  return [...new Set([...wanted, last].map((age) => nearest(ages, age)))].map(
    (index) => trained[index],
  );
}

/** Thin lines along the trajectories and a dot per epoch, one path per colour; a prefit is grey. */
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

const fixed = (value: number) => Number(value.toFixed(1));
