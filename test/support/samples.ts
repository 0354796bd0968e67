import type { Sample } from "../../src/estimators/estimator.js";
import type { Values } from "./values.js";

/** A standard normal number (Box and Muller). */
export function normal(values: Values): number {
  const r = Math.sqrt(-2 * Math.log(1 - values.uniform(0, 1)));
  return r * Math.cos(2 * Math.PI * values.uniform(0, 1));
}

/** A sample with one label per row of values. */
export function sampleOf(
  rows: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  type: typeof Float32Array | typeof Float64Array = Float32Array,
): Sample {
  return {
    values: type.from(rows.flatMap((row) => Array.from(row))),
    units: rows[0].length,
    labels: Uint8Array.from(labels),
    classes: 1 + Array.from(labels).reduce((most, label) => Math.max(most, label), 0),
  };
}

/** What a binning of a sample of a population is worth. */
export const binnedStatus = (singletons: number, { labels }: Sample) =>
  singletons > labels.length / 2 ? "saturated" : "estimate";

/** The rows of a sample. */
export function rowsOf({ labels, units, values }: Sample): number[][] {
  return Array.from(labels, (_, i) => Array.from(values.subarray(i * units, (i + 1) * units)));
}

/** Random activations: some units constant, some with few values, some saturated. */
export function drawSample(
  values: Values,
  type?: typeof Float32Array | typeof Float64Array,
): Sample {
  const inputs = 1 + values.below(60);
  const units = 1 + values.below(11);
  const classes = 1 + values.below(4);
  const kinds = Array.from({ length: units }, () => values.below(5));
  const draw = (kind: number) => {
    switch (kind) {
      case 0:
        return 0.25;
      case 1:
        return values.below(4) / 3;
      case 2:
        return Math.tanh(values.uniform(-30, 30));
      case 3:
        return Math.max(0, values.uniform(-1, 2));
      default:
        return values.uniform(-1, 1);
    }
  };
  const rows = Array.from({ length: inputs }, () => kinds.map((kind) => Math.fround(draw(kind))));
  return { ...sampleOf(rows, values.integers(inputs, classes), type), classes };
}
