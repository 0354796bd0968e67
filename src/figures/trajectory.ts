import { nearestEpoch } from "../experiment/schedule.js";
import { firstOfTraining } from "../summary/epochs.js";
import type { RunSummary } from "../summary/run-summary.js";
import { epochPosition } from "./epoch-axis.js";

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
  return [...new Set([...wanted, last].map((age) => nearestEpoch(ages, age)))].map(
    (index) => trained[index],
  );
}
