import type { Engine } from "../engine/engine.js";
import { digamma } from "../numerics/digamma.js";
import { log2 } from "../numerics/log2.js";
import { checkSample, checkVaries, labelEntropy } from "./continuous.js";
import { discretenessOf } from "./discreteness.js";
import { type Estimator, EstimatorError, type Sample } from "./estimator.js";
import { Neighbours } from "./neighbours.js";
import {
  checkEnough,
  checkNeighbours,
  meanDigamma,
  NEIGHBOURS_ERROR,
  type NeighbourEstimate,
  radiusBelow,
  tieNotes,
} from "./neighbours-counts.js";
import { outOfBoundsNotes } from "./out-of-bounds.js";

export interface RossParameters {
  /** Neighbours within the class of every input. */
  k: number;
}

/**
 * I(T;Y) between a continuous layer and a discrete label by nearest neighbours, in bits:
 * psi(n) + <psi(k)> - <psi(n_c)> - <psi(m)>, where n_c inputs share the class of an input and m inputs are
 * at most as far from it, by the max norm, as its k-th neighbour in that class (B. C. Ross, PLoS ONE 9(2):
 * e87357, 2014).
 *
 * A class of k members or fewer uses all its others, k = n_c - 1, and an input alone in its class is left
 * out, as scikit-learn does. Where the k-th neighbour coincides with the input, k and m become the numbers
 * of coinciding inputs, itself among them, in the class and in all (the convention of Gao et al., 2017): a
 * discrete layer is then counted. It says nothing of I(X;T), H(T) and H(T|Y): these are NaN.
 *
 * It lies for many units and few inputs, where all are about equally far apart, and for values on a grid.
 */
export function ross({ k }: RossParameters, engine: Engine): Estimator {
  checkNeighbours(k);
  const neighbours = new Neighbours(engine);
  return {
    name: `Ross nearest neighbours, k = ${k}`,
    references: ["ross2014", "gao2017"],
    discretises: false,
    estimate(sample) {
      const counts = checkSample(sample);
      const { information, notes } = rossInformation(sample, counts, k, neighbours);
      const why = discretenessOf(sample);
      const values = {
        inputInformation: Number.NaN,
        labelInformation: information,
        ceiling: log2(sample.labels.length),
        labelCeiling: labelEntropy(counts),
      };
      return {
        ...values,
        entropy: Number.NaN,
        conditionalEntropy: Number.NaN,
        states: 0,
        singletons: 0,
        status: "estimate",
        notes: [
          ...(why
            ? [
                `Ross's estimator assumes a density within every class, which there is not, as ${why}.`,
              ]
            : []),
          ...outOfBoundsNotes(values, { label: NEIGHBOURS_ERROR }),
          ...notes,
        ],
      };
    },
  };
}

/** I(T;Y) of a checked sample with these inputs per class. */
export function rossInformation(
  sample: Sample,
  counts: Uint32Array,
  k: number,
  neighbours: Neighbours,
): NeighbourEstimate {
  checkVaries(sample, "activations");
  checkEnough(k, sample.labels.length);
  const { kept, notes } = withoutSingles(sample, counts);
  const { labels, units, values } = kept;
  const samples = labels.length;
  const classCounts = Uint32Array.from(labels, (label) => counts[label]);
  const ks = classCounts.map((count) => Math.min(k, count - 1));
  const radii = new Float64Array(samples);
  let coincident = 0;
  let tied = 0;
  forEachClass(kept, counts, (members) => {
    const length = Math.min(k, members.length - 1);
    const listed = Math.min(length + 1, members.length - 1);
    neighbours.load({ values: rowsOf(values, units, members), units });
    const lists = neighbours.nearest(listed);
    const distances = Float64Array.from(
      members,
      (_, member) => lists[member * listed + length - 1],
    );
    members.forEach((i, member) => {
      radii[i] = radiusBelow(distances[member]);
      if (distances[member] === 0) coincident++;
      else if (listed > length && lists[member * listed + length] === distances[member]) tied++;
    });
    if (!distances.includes(0)) return;
    const within = neighbours.within(distances.map((distance) => (distance === 0 ? 0 : -1)));
    within.forEach((count, member) => {
      if (count > 0) ks[members[member]] = count;
    });
  });
  neighbours.load(kept);
  const nats =
    digamma(samples) +
    meanDigamma(ks) -
    meanDigamma(classCounts) -
    meanDigamma(neighbours.within(radii));
  return {
    information: nats * Math.LOG2E,
    notes: [...notes, ...reducedNotes(counts, k), ...tieNotes(coincident, tied, samples)],
  };
}

/** Leaves out the inputs that are alone in their class. */
function withoutSingles(sample: Sample, counts: Uint32Array) {
  const { labels, units, values } = sample;
  const kept = Uint32Array.from(labels.keys()).filter((i) => counts[labels[i]] > 1);
  const single = labels.length - kept.length;
  if (single === 0) return { kept: sample, notes: [] };
  if (kept.length === 0) {
    throw new EstimatorError(
      "every input is alone in its class: Ross's estimator needs classes of at least two inputs",
    );
  }
  const rest = {
    ...sample,
    values: rowsOf(values, units, kept),
    labels: labels.filter((label) => counts[label] > 1),
  };
  const notes = [
    `${single} of ${labels.length} inputs are alone in their class and were left out.`,
  ];
  return { kept: rest, notes };
}

function reducedNotes(counts: Uint32Array, k: number): string[] {
  const small = counts.filter((count) => count > 1 && count <= k).length;
  if (small === 0) return [];
  const classes = small === 1 ? "1 class has" : `${small} classes have`;
  return [`${classes} ${k} members or fewer; there k is the number of other members.`];
}

/** Calls back with the inputs of each class that occurs. */
function forEachClass(
  { labels }: Sample,
  counts: Uint32Array,
  call: (members: Uint32Array) => void,
): void {
  const inputs = Uint32Array.from(labels.keys());
  counts.forEach((count, c) => {
    if (count > 1) call(inputs.filter((i) => labels[i] === c));
  });
}

function rowsOf(
  values: Float32Array | Float64Array,
  units: number,
  rows: Uint32Array,
): Float64Array {
  const out = new Float64Array(rows.length * units);
  rows.forEach((row, i) => {
    out.set(values.subarray(row * units, (row + 1) * units), i * units);
  });
  return out;
}
