import { digamma } from "../numerics/digamma.js";
import { nextBelow } from "../numerics/next-below.js";
import { EstimatorError } from "./estimator.js";

/** What an estimator by nearest neighbours found, and what must be known of it. */
export interface NeighbourEstimate {
  /** In bits. */
  information: number;
  notes: readonly string[];
}

/** Why an estimate by neighbours may lie out of bounds. */
export const NEIGHBOURS_ERROR =
  "an estimate by neighbours has an error of either sign, which nothing keeps within bounds";

/** Throws an EstimatorError unless k is a number of neighbours. */
export function checkNeighbours(k: number): void {
  if (!Number.isInteger(k) || k < 1) {
    throw new EstimatorError(`k, the number of neighbours, must be a positive integer, not ${k}`);
  }
}

/** Throws an EstimatorError unless every one of `samples` points has k neighbours. */
export function checkEnough(k: number, samples: number): void {
  if (k < samples) return;
  throw new EstimatorError(
    `k = ${k} neighbours cannot be found among ${samples} inputs: k must be at most ${samples - 1}`,
  );
}

/** Mean of psi over counts >= 1, summed from the least count on: whatever their order, the same bits. */
export function meanDigamma(counts: Uint32Array): number {
  const histogram = new Uint32Array(counts.reduce((most, count) => Math.max(most, count), 0) + 1);
  for (const count of counts) histogram[count]++;
  let sum = 0;
  histogram.forEach((times, count) => {
    if (times > 0) sum += times * digamma(count);
  });
  return sum / counts.length;
}

/** Radius of the points strictly nearer than `distance`; at distance 0, of those that coincide. */
export function radiusBelow(distance: number): number {
  return distance > 0 ? nextBelow(distance) : 0;
}

/** Notes on k-th neighbours that coincide with their point, or are as far as the next one. */
export function tieNotes(coincident: number, tied: number, samples: number): string[] {
  const notes: string[] = [];
  if (coincident > 0) {
    notes.push(
      `For ${coincident} of ${samples} inputs the k-th neighbour coincides with the point; there the coinciding points are counted in place of k (Gao et al. 2017).`,
    );
  }
  if (tied > 0) {
    notes.push(
      `For ${tied} of ${samples} inputs the k-th and the next neighbour are equally far, which the estimator takes to be impossible: values on a grid bias it.`,
    );
  }
  return notes;
}
