import { statistics } from "./statistics.js";

/**
 * One quantity against epoch, over the repetitions, at the epochs of its summary. Values that are
 * missing or not finite are left out. Single precision: about seven digits.
 */
export interface Curve {
  /** NaN where no repetition has a value. */
  mean: Float32Array;
  /** Sample standard deviation (n - 1); 0 where fewer than two repetitions have a value. */
  deviation: Float32Array;
  /** Repetitions with a value. */
  count: Int32Array;
}

/** One quantity of every repetition: a row per repetition, a value per epoch; NaN for none. */
export type Values = Float64Array[];

/** Averages over the repetitions at the epochs of these indices. */
export function averageAt(values: Values, indices: ArrayLike<number>): Curve {
  const curve: Curve = {
    mean: new Float32Array(indices.length),
    deviation: new Float32Array(indices.length),
    count: new Int32Array(indices.length),
  };
  for (let i = 0; i < indices.length; i++) {
    const { mean, deviation, count } = statistics(column(values, indices[i]));
    curve.mean[i] = mean;
    curve.deviation[i] = deviation;
    curve.count[i] = count;
  }
  return curve;
}

/** The mean over the repetitions at every epoch. */
export function meanOf(values: Values): Float64Array {
  const epochs = values[0]?.length ?? 0;
  return Float64Array.from(
    { length: epochs },
    (_, epoch) => statistics(column(values, epoch)).mean,
  );
}

/** The values of all repetitions at one epoch. */
export const column = (values: Values, epoch: number): number[] => values.map((own) => own[epoch]);
