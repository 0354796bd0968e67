import { RandomStream } from "../numerics/random.js";
import { short } from "./discretising.js";
import type { Estimate, Estimator, Sample } from "./estimator.js";
import { isOutOfBoundsNote, outOfBoundsNotes } from "./out-of-bounds.js";

export interface Shuffles {
  draws: number;
  seed: number;
}

const REASONS = {
  input: "the estimator's own is so, whatever the labels",
  label: "there is nothing to find, and the mean of the estimates may be on either side of that",
};

/** Purpose of the random numbers: "shuf". */
const PURPOSE = 0x73687566;

/**
 * What an estimator finds where there is nothing to find: the mean of its I(T;Y) over `draws` random
 * orders of the labels, all equally likely. H(T) is that of the activations; H(T|Y) is a mean, too.
 *
 * Draw d of a seed is the same for every sample of as many inputs, whatever was estimated before.
 */
export function shuffledLabels(estimator: Estimator, { draws, seed }: Shuffles): Estimator {
  return {
    name: `${estimator.name}, shuffled labels`,
    references: [...new Set([...estimator.references, "panzeri2007"])],
    discretises: false,
    estimate(sample) {
      const estimates = Array.from({ length: draws }, (_, draw) =>
        estimator.estimate(shuffled(sample, new RandomStream(seed).child(PURPOSE, draw))),
      );
      return summarise(estimates);
    },
  };
}

function shuffled(sample: Sample, stream: RandomStream): Sample {
  const order = Uint32Array.from(sample.labels, (_, i) => i);
  stream.shuffle(order);
  return { ...sample, labels: Uint8Array.from(order, (i) => sample.labels[i]) };
}

function summarise(estimates: readonly Estimate[]): Estimate {
  const [first] = estimates;
  const draws = estimates.length;
  const mean = (key: "labelInformation" | "conditionalEntropy") =>
    estimates.reduce((sum, estimate) => sum + estimate[key], 0) / draws;
  const labelInformation = mean("labelInformation");
  const squares = estimates.reduce((sum, estimate) => {
    const d = estimate.labelInformation - labelInformation;
    return sum + d * d;
  }, 0);
  const note =
    draws === 1
      ? "I(T;Y) with labels shuffled once."
      : `I(T;Y) is the mean over ${draws} shuffles of the labels; ` +
        `its standard deviation from one to the next is ${short(Math.sqrt(squares / (draws - 1)))} bits.`;
  // What one draw says of its I(T;Y) is not true of the mean.
  const own = first.notes.filter((one) => !isOutOfBoundsNote(one));
  const { ceiling, inputInformation, labelCeiling } = first;
  const values = { ceiling, inputInformation, labelCeiling, labelInformation };
  return {
    ...first,
    labelInformation,
    conditionalEntropy: mean("conditionalEntropy"),
    status: "estimate",
    notes: [note, ...outOfBoundsNotes(values, REASONS), ...own],
  };
}
