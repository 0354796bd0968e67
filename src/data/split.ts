import { RandomStream } from "../numerics/random.js";
import { classCounts } from "./classes.js";
import type { Dataset, Split } from "./dataset.js";
import { DataError } from "./errors.js";
import type { SplitSpec } from "./schema.js";

/** Keeps the numbers drawn here apart from those of any other use of the same seed. */
const PURPOSE = 0x53504c54;

/**
 * Parts a data set into training and test samples, both in ascending order of index.
 *
 * "standard" takes the data set's own training part. "stratified" puts round(train * samples)
 * samples into training, of each class a random train * (samples of the class), rounded down or up
 * by the largest remainders; it depends on the labels and the seed only.
 *
 * @throws DataError when the data set has no standard split, or when a part would be empty.
 */
export function splitDataset(dataset: Dataset, spec: SplitSpec): Split {
  const inTrain =
    spec.kind === "standard"
      ? standardMembership(dataset)
      : stratifiedMembership(dataset, spec.train, spec.seed);
  const trainSize = inTrain.reduce((sum, flag) => sum + flag, 0);
  if (trainSize === 0 || trainSize === dataset.samples) {
    throw new DataError(
      `split: ${trainSize} of the ${dataset.samples} samples of ${dataset.name} would be trained on; ` +
        "expected at least one for training and one for testing",
    );
  }
  const train = new Uint32Array(trainSize);
  const test = new Uint32Array(dataset.samples - trainSize);
  let trained = 0;
  for (let i = 0; i < dataset.samples; i++) {
    if (inTrain[i]) train[trained++] = i;
    else test[i - trained] = i;
  }
  return { train, test };
}

function standardMembership({ name, samples, standardTrain }: Dataset): Uint8Array {
  if (standardTrain === undefined) {
    throw new DataError(`split.kind: ${name} has no standard split; use "stratified"`);
  }
  return new Uint8Array(samples).fill(1, 0, standardTrain);
}

function stratifiedMembership(dataset: Dataset, share: number, seed: number): Uint8Array {
  const counts = classCounts(dataset);
  const quotas = trainQuotas(counts, share);
  const stream = new RandomStream(seed).child(PURPOSE);
  const members = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(dataset.classes);
  dataset.labels.forEach((label, index) => {
    members[label][filled[label]++] = index;
  });
  const inTrain = new Uint8Array(dataset.samples);
  members.forEach((indices, label) => {
    stream.child(label).shuffle(indices);
    for (const index of indices.subarray(0, quotas[label])) inTrain[index] = 1;
  });
  return inTrain;
}

/** Largest-remainder rounding of share * count; of equal remainders the lower class goes first. */
function trainQuotas(counts: Uint32Array, share: number): number[] {
  const exact = Array.from(counts, (count) => share * count);
  const quotas = exact.map(Math.floor);
  const total = Math.round(share * counts.reduce((sum, count) => sum + count, 0));
  const missing = total - quotas.reduce((sum, quota) => sum + quota, 0);
  exact
    .map((value, label) => ({ label, remainder: value - quotas[label] }))
    .sort((a, b) => b.remainder - a.remainder || a.label - b.label)
    .slice(0, missing)
    .forEach(({ label }) => {
      quotas[label]++;
    });
  return quotas;
}
