import type { Dataset } from "../data/dataset.js";
import { RandomStream } from "../numerics/random.js";
import { BoundsError } from "./errors.js";
import { onSphere, type SphereData } from "./sphere.js";

const PICK = 0x5049434b;

/** Points on the sphere with labels of +-1, and the samples of the data set that they are. */
export interface BinaryTask {
  data: SphereData;
  y: Float64Array;
  indices: Uint32Array;
}

export interface BinaryTaskOptions {
  /** The class labelled +1 and the class labelled -1; with "rest", all the others. Default: 1, 0. */
  positive?: number;
  negative?: number | "rest";
  /** How many samples to draw, without replacement. Default: all there are. */
  samples?: number;
  seed?: number;
  /** Take samples away that are equal to an earlier one. Default: true. */
  unique?: boolean;
}

/**
 * Two classes of a data set on the sphere: bits 0 and 1 (SYN) become -1 and +1, anything else keeps
 * its values, before their divisor, which a direction does not depend on; then each row is divided
 * by its norm.
 *
 * @throws BoundsError when there are fewer samples than asked for, or a row is zero.
 */
export function binaryTask(dataset: Dataset, options: BinaryTaskOptions = {}): BinaryTask {
  const { positive = 1, negative = 0, seed = 0, unique = true } = options;
  const order = new Uint32Array(dataset.samples).map((_, i) => i);
  new RandomStream(seed).child(PICK).shuffle(order);
  const wanted = options.samples ?? Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  const picked: number[] = [];
  for (const index of order) {
    if (picked.length === wanted) break;
    const label = dataset.labels[index];
    if (label !== positive && negative !== "rest" && label !== negative) continue;
    const key = unique ? rowOf(dataset, index).join() : "";
    if (unique && seen.has(key)) continue;
    seen.add(key);
    picked.push(index);
  }
  if (picked.length === 0 || (options.samples !== undefined && picked.length < options.samples)) {
    throw new BoundsError(
      `${dataset.name} has ${picked.length} distinct samples of classes ${positive} and ${negative}; ` +
        `expected ${options.samples ? `${options.samples} in all` : "at least one"}`,
    );
  }
  const signs =
    dataset.divisor === 1 && dataset.inputs.every((value) => value === 0 || value === 1);
  const rows = new Float64Array(picked.length * dataset.features);
  picked.forEach((index, i) => {
    rowOf(dataset, index).forEach((value, j) => {
      rows[i * dataset.features + j] = signs ? 2 * value - 1 : value;
    });
  });
  return {
    data: onSphere(rows, dataset.features),
    y: Float64Array.from(picked, (index) => (dataset.labels[index] === positive ? 1 : -1)),
    indices: Uint32Array.from(picked),
  };
}

function rowOf({ features, inputs }: Dataset, index: number): Uint8Array | Float32Array {
  return inputs.subarray(index * features, (index + 1) * features);
}
