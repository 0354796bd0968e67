import { square } from "../numerics/square.js";
import { BoundsError } from "./errors.js";
import { type IntegerRows, integerRows } from "./integer-rows.js";

/** Inputs of unit norm. */
export interface SphereData {
  /** Row-major, samples x features, rows of norm 1. */
  points: Float64Array;
  /** The rows before, where they were integers small enough for exact inner products. */
  integers?: IntegerRows;
  samples: number;
  features: number;
  /** Least and greatest norm before. */
  norms: { least: number; greatest: number };
  /** What was done to the data, in a sentence. */
  note: string;
}

/**
 * Scales every row to norm 1. `centre` takes a vector away first (the mean of the training rows,
 * say).
 *
 * @throws BoundsError when a row is zero or not finite.
 */
export function onSphere(
  rows: ArrayLike<number>,
  features: number,
  centre?: ArrayLike<number>,
): SphereData {
  const samples = rows.length / features;
  if (!Number.isInteger(samples) || samples === 0) {
    throw new BoundsError(
      `inputs: ${rows.length} values are no rows of ${features} features; expected a multiple of it`,
    );
  }
  const points = new Float64Array(samples * features);
  const integers = centre ? undefined : integerRows(rows, samples, features);
  const norms = { least: Number.POSITIVE_INFINITY, greatest: 0 };
  for (let i = 0; i < samples; i++) {
    const norm = centreRow(rows, points, i, features, centre);
    if (!(norm > 0) || norm === Number.POSITIVE_INFINITY) {
      throw new BoundsError(
        norm === 0
          ? `inputs: row ${i} is zero${centre ? " after centring" : ""} and has no direction; leave it out or add a constant feature`
          : `inputs: row ${i} has a value that is not finite; expected real numbers`,
      );
    }
    norms.least = Math.min(norms.least, norm);
    norms.greatest = Math.max(norms.greatest, norm);
    for (let j = 0; j < features; j++) points[i * features + j] /= norm;
  }
  const note = noteOn(norms, centre !== undefined);
  return { points, ...(integers && { integers }), samples, features, norms, note };
}

function centreRow(
  rows: ArrayLike<number>,
  points: Float64Array,
  i: number,
  features: number,
  centre: ArrayLike<number> | undefined,
): number {
  let greatest = 0;
  let finite = true;
  for (let j = 0; j < features; j++) {
    const value = rows[i * features + j] - (centre ? centre[j] : 0);
    points[i * features + j] = value;
    greatest = Math.max(greatest, Math.abs(value));
    finite &&= Number.isFinite(value);
  }
  if (!finite) return Number.NaN;
  if (greatest === 0) return 0;
  let sum = 0;
  for (let j = 0; j < features; j++) sum += square(points[i * features + j] / greatest);
  return greatest * Math.sqrt(sum);
}

function noteOn(
  { greatest, least }: { least: number; greatest: number },
  centred: boolean,
): string {
  const first = centred ? "the given centre was taken away; " : "";
  if (greatest - 1 < 1e-12 && 1 - least < 1e-12) return `${first}rows had norm 1 already`;
  return `${first}each row was divided by its norm (${least.toPrecision(4)} to ${greatest.toPrecision(4)}), so that lengths are lost`;
}
