import type { Dataset } from "../../data/dataset.js";
import { splitDataset } from "../../data/split.js";
import { RandomStream } from "../../numerics/random.js";
import type { Labelled } from "../compare.js";
import { BoundsError } from "../errors.js";
import { onSphere } from "../sphere.js";
import { makeTask, type Task } from "../task.js";
import type { TargetedPoints } from "./data.js";
import type { ThreeLayerComparison } from "./document.js";

const SHUFFLE = 0x53594e54;

/**
 * The samples of a comparison. Those of SYN are the training part of the stratified split that a
 * quantised network with the same seed is trained on; validation and test samples are drawn from
 * the rest.
 *
 * @throws BoundsError when there are too few samples.
 */
export function comparisonTask(
  { data, samples, seed, test, validation }: ThreeLayerComparison,
  dataset?: Dataset,
): Task {
  const sizes = { train: samples, validation, test };
  if (data.source !== "syn") return makeTask(data, sizes, seed, dataset);
  if (!dataset) throw new RangeError("comparisonTask: syn needs its data set");
  const split = splitDataset(dataset, synSplit(samples, dataset.samples, seed));
  const rest = Uint32Array.from(split.test);
  if (rest.length < validation + test) {
    throw new BoundsError(
      `${dataset.name} leaves ${rest.length} samples; expected at least ${validation + test} for validation and test`,
    );
  }
  new RandomStream(seed).child(SHUFFLE).shuffle(rest);
  const train = rowsOf(dataset, split.train);
  return {
    train,
    validation: rowsOf(dataset, rest.subarray(0, validation)),
    test: rowsOf(dataset, rest.subarray(validation, validation + test)),
    note: train.data.note,
  };
}

/** The split whose training part has so many samples. */
export const synSplit = (samples: number, all: number, seed: number) =>
  ({ kind: "stratified", train: samples / all, seed }) as const;

function rowsOf({ features, inputs, labels }: Dataset, indices: Uint32Array): Labelled {
  const rows = new Float64Array(indices.length * features);
  indices.forEach((index, i) => {
    for (let j = 0; j < features; j++) {
      rows[i * features + j] = 2 * inputs[index * features + j] - 1;
    }
  });
  return {
    data: onSphere(rows, features),
    y: Float64Array.from(indices, (index) => (labels[index] === 1 ? 1 : -1)),
  };
}

/** Points as the network takes them. */
export const targetedPoints = ({ data, y }: Labelled): TargetedPoints => ({
  samples: data.samples,
  dimension: data.features,
  inputs: Float32Array.from(data.points),
  targets: Float32Array.from(y),
});
