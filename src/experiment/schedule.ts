import { exp } from "../numerics/exp.js";
import { log } from "../numerics/log.js";
import type { Stage } from "./records.js";
import type { Experiment, Schedule } from "./schema.js";

/** The parts of an experiment that say how long it trains and when it is measured. */
export type Timing = Pick<Experiment, "prefit" | "epochs" | "measure">;

/** Epochs of the prefit and of the training together. */
export function totalEpochs({ prefit, epochs }: Pick<Timing, "prefit" | "epochs">): number {
  return (prefit?.epochs ?? 0) + epochs;
}

/** The epochs after which a run is measured, ascending, each with its stage. */
export function measurements({ prefit, epochs, measure }: Timing): Map<number, Stage> {
  const before = prefit?.epochs ?? 0;
  const measured = new Map<number, Stage>();
  for (const epoch of measuredEpochs(measure, before)) measured.set(epoch, "prefit");
  for (const epoch of measuredEpochs(measure, epochs)) measured.set(before + epoch, "training");
  return measured;
}

/**
 * The epochs (0 .. epochs - 1) of a stage after which it is measured, ascending. Epoch 0 is the first
 * pass over the data. "log" adds the last epoch and spaces the points evenly in log(epoch + 1).
 */
export function measuredEpochs(schedule: Schedule, epochs: number): number[] {
  if (epochs === 0) return [];
  if (schedule.schedule === "every") {
    const count = Math.ceil(epochs / schedule.epochs);
    return Array.from({ length: count }, (_, i) => i * schedule.epochs);
  }
  return logSpaced(schedule.points, epochs);
}

/**
 * So many of the measured epochs of the prefit, if there is one, and so many of the training: those
 * nearest to points spaced evenly in log(epoch + 1), counted from the beginning of the stage.
 * `measured`: ascending; `prefit`: epochs of the prefit.
 */
export function evenlyInLog(
  measured: readonly number[],
  points: number,
  prefit = 0,
): ReadonlySet<number> {
  const stage = (epochs: readonly number[], start: number): number[] => {
    if (epochs.length === 0) return [];
    const last = epochs[epochs.length - 1] - start;
    const wanted = points === 1 ? [last] : logSpaced(points, last + 1);
    return wanted.map((epoch) => epochs[nearestEpoch(epochs, start + epoch)]);
  };
  return new Set([
    ...stage(
      measured.filter((epoch) => epoch < prefit),
      0,
    ),
    ...stage(
      measured.filter((epoch) => epoch >= prefit),
      prefit,
    ),
  ]);
}

/** Epochs 0 .. epochs - 1, the first and the last among them. */
function logSpaced(points: number, epochs: number): number[] {
  const spaced = new Set<number>();
  const ratio = exp(log(epochs) / (points - 1));
  let epoch = 1;
  for (let point = 0; point < points; point++) {
    spaced.add(Math.min(epochs, Math.round(epoch)) - 1);
    epoch *= ratio;
  }
  spaced.add(epochs - 1);
  return [...spaced].sort((a, b) => a - b);
}

/** Index of the epoch nearest to the one wanted, of two the earlier; `epochs` are ascending. */
export function nearestEpoch(epochs: readonly number[], wanted: number): number {
  let low = 0;
  let high = epochs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (epochs[middle] <= wanted) low = middle;
    else high = middle;
  }
  return wanted - epochs[low] <= epochs[high] - wanted ? low : high;
}
