import { log2 } from "../numerics/log2.js";
import { ConstantLayerError, EstimatorError, type Sample } from "./estimator.js";

/** Real vectors, one per input, row-major. */
export interface Vectors {
  values: Float32Array | Float64Array;
  units: number;
}

/** Differences of numbers up to this are finite. */
const GREATEST = 2 ** 1022;

/** Throws an EstimatorError unless there are `count` vectors of finite numbers; `what` they are. */
export function checkVectors({ values, units }: Vectors, count: number, what: string): void {
  if (!Number.isInteger(units) || units < 1) {
    throw new EstimatorError(`${what} must have at least 1 unit, not ${units}`);
  }
  if (values.length !== count * units) {
    throw new EstimatorError(
      `${what}: ${values.length} values are no ${count} rows of ${units} units; ` +
        `there must be ${count * units}`,
    );
  }
  const bad = values.findIndex((value) => !(Math.abs(value) <= GREATEST));
  if (bad >= 0) {
    throw new EstimatorError(
      `${what}: unit ${bad % units} of input ${Math.floor(bad / units)} is ${values[bad]}; ` +
        "all values must be finite and at most 2^1022 in size",
    );
  }
}

/** Throws a ConstantLayerError when all vectors are equal: they are no sample of a density. */
export function checkVaries({ values, units }: Vectors, what: string): void {
  if (values.some((value, i) => value !== values[i % units])) return;
  throw new ConstantLayerError(
    `${what} are the same for all inputs: there is no density to look for neighbours in, and the ` +
      "information is 0; the exact count says so",
  );
}

/** Inputs per class. Throws an EstimatorError on values and labels that do not fit an estimator. */
export function checkSample(sample: Sample): Uint32Array {
  const { classes, labels } = sample;
  checkVectors(sample, labels.length, "activations");
  const counts = new Uint32Array(classes);
  labels.forEach((label, i) => {
    if (label >= classes) {
      throw new EstimatorError(
        `the label of input ${i} is ${label}; with ${classes} classes it must be below ${classes}`,
      );
    }
    counts[label]++;
  });
  if (counts.filter((count) => count > 0).length < 2) {
    throw new EstimatorError(
      `all ${labels.length} inputs have the same label: there is nothing to know about it; ` +
        "at least two classes must occur",
    );
  }
  return counts;
}

/** H(Y), in bits, from the inputs per class. */
export function labelEntropy(counts: Uint32Array): number {
  let samples = 0;
  let sum = 0;
  for (const count of counts) {
    samples += count;
    if (count > 0) sum += count * log2(count);
  }
  return log2(samples) - sum / samples;
}
