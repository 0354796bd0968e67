import type { RunResults } from "../experiment/results.js";
import { averageAt, type Curve, column, type Values } from "./curve.js";
import type { MeasuredEpochs } from "./epochs.js";
import { type Measured, measured } from "./statistics.js";

/** Losses are cross entropies in nats, accuracies shares 0..1. */
export const TRAINING_QUANTITIES = [
  "trainLoss",
  "trainAccuracy",
  "testLoss",
  "testAccuracy",
] as const;
export type TrainingQuantity = (typeof TRAINING_QUANTITIES)[number];

/** Losses and accuracies against epoch, and at the last epoch measured. */
export interface TrainingSummary {
  curves: Record<TrainingQuantity, Curve>;
  lastEpoch: number;
  end: Record<TrainingQuantity, Measured>;
}

/** Averages over the repetitions at the epochs of these indices. */
export function trainingSummary(
  { repetitions }: RunResults,
  { epochs, place }: MeasuredEpochs,
  indices: number[],
): TrainingSummary {
  const last = Math.max(...repetitions.map(({ training }) => training.epoch.at(-1) ?? -1));
  const each = <One>(make: (values: Values) => One) =>
    Object.fromEntries(
      TRAINING_QUANTITIES.map((quantity) => {
        const values = repetitions.map(({ training }) => {
          const own = new Float64Array(epochs.length).fill(Number.NaN);
          training.epoch.forEach((epoch, row) => {
            own[place.get(epoch)!] = training[quantity][row];
          });
          return own;
        });
        return [quantity, make(values)];
      }),
    ) as Record<TrainingQuantity, One>;
  return {
    curves: each((values) => averageAt(values, indices)),
    lastEpoch: last,
    end: each((values) => measured(column(values, place.get(last) ?? -1))),
  };
}
