import type { Engine } from "../engine/engine.js";
import { digamma } from "../numerics/digamma.js";
import { log2 } from "../numerics/log2.js";
import {
  checkSample,
  checkVaries,
  checkVectors,
  labelEntropy,
  type Vectors,
} from "./continuous.js";
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
import { rossInformation } from "./ross.js";

export interface KsgParameters {
  /** 1: cubes around each point (equation 8 of the paper); 2: rectangles (equation 9). */
  algorithm: 1 | 2;
  /** Neighbours of every point in the joint space. */
  k: number;
}

/**
 * The KSG estimator of a layer: I(X;T) from the network's inputs (`sample.inputs`) and activations, and
 * I(T;Y), as labels are discrete, by Ross's estimator with the same k. Status `infinite` for a
 * layer of real numbers whose inputs are a sample from a continuum, as I(X;T) is; `estimate` where it is
 * H(T) and finite: for codes, discrete inputs, and a population. H(T) and H(T|Y) are NaN: it says nothing
 * of them.
 *
 * See `ksgInformation` for the formulas.
 */
export function ksg({ algorithm, k }: KsgParameters, engine: Engine): Estimator {
  checkParameters({ algorithm, k });
  const neighbours = new Neighbours(engine);
  return {
    name: `KSG algorithm ${algorithm}, k = ${k}; I(T;Y) by Ross, k = ${k}`,
    references: ["kraskov2004", "ross2014", "gao2017"],
    discretises: false,
    estimate(sample) {
      const { inputs, labels } = sample;
      const counts = checkSample(sample);
      if (!inputs) {
        throw new EstimatorError(
          "KSG needs the network's inputs beside the activations: give the sample `inputs`, " +
            "with the values and the number of units of the inputs",
        );
      }
      const own = information(inputs, sample, labels.length, { algorithm, k }, neighbours);
      const label = rossInformation(sample, counts, k, neighbours);
      const values = {
        inputInformation: own.information,
        labelInformation: label.information,
        ceiling: log2(labels.length),
        labelCeiling: labelEntropy(counts),
      };
      return {
        ...values,
        entropy: Number.NaN,
        conditionalEntropy: Number.NaN,
        states: 0,
        singletons: 0,
        status: discretenessOf(sample) ? "estimate" : "infinite",
        notes: [
          truthOf(sample, k),
          ...outOfBoundsNotes(values, { input: NEIGHBOURS_ERROR, label: NEIGHBOURS_ERROR }),
          ...own.notes.map((note) => `I(X;T): ${note}`),
          ...label.notes.map((note) => `I(T;Y): ${note}`),
        ],
      };
    },
  };
}

/** What I(X;T) is in truth, beside what is printed. */
function truthOf(sample: Sample, k: number): string {
  const why = discretenessOf(sample);
  const printed = `the number printed is a property of the estimator with k = ${k} and n = ${sample.labels.length}`;
  return why
    ? `I(X;T) is H(T), finite, as ${why}. KSG assumes densities and is not made for that; ${printed}.`
    : `With inputs from a continuum, a deterministic layer of real numbers has infinite I(X;T); ${printed}.`;
}

/**
 * Mutual information of two continuous vectors by k nearest neighbours in the max norm, in bits; row i
 * of x belongs to row i of y.
 *
 * Algorithm 1: psi(k) + psi(n) - <psi(n_x + 1) + psi(n_y + 1)>, with the n_x and n_y points strictly nearer
 * in x and in y than the k-th neighbour in both. Algorithm 2: psi(k) - 1/k + psi(n) - <psi(n_x) + psi(n_y)>,
 * with those at most as far in x and in y as the farthest of the k neighbours in each (Kraskov, Stögbauer &
 * Grassberger, Phys. Rev. E 69:066138, 2004, equations 8 and 9). Where the k-th neighbour coincides with the
 * point, both use psi(k') + psi(n) - psi(n_x) - psi(n_y), with the coinciding points in both, in x and in y,
 * the point itself among them (Gao et al., NeurIPS 2017); no noise is added. Throws an EstimatorError on
 * unequal numbers of rows, values that are not finite or do not vary, and k >= n.
 *
 * It lies where the information is large (the points needed grow exponentially with it) and where one
 * coordinate's scale hides the others; for a deterministic relation it grows without bound as points are
 * added.
 */
export function ksgInformation(
  x: Vectors,
  y: Vectors,
  parameters: KsgParameters,
  neighbours: Neighbours,
): NeighbourEstimate {
  checkParameters(parameters);
  const samples = x.values.length / x.units;
  if (samples !== y.values.length / y.units) {
    throw new EstimatorError(
      `x has ${samples} rows and y ${y.values.length / y.units}: every row of x needs its row of y`,
    );
  }
  return information(x, y, samples, parameters, neighbours, ["x", "y"]);
}

function checkParameters({ algorithm, k }: KsgParameters): void {
  checkNeighbours(k);
  if (algorithm !== 1 && algorithm !== 2) {
    throw new EstimatorError(`the KSG estimator has algorithms 1 and 2, not ${algorithm}`);
  }
}

function information(
  x: Vectors,
  y: Vectors,
  samples: number,
  { algorithm, k }: KsgParameters,
  neighbours: Neighbours,
  [nameOfX, nameOfY] = ["inputs", "activations"],
): NeighbourEstimate {
  checkVectors(x, samples, nameOfX);
  checkVectors(y, samples, nameOfY);
  checkVaries(x, nameOfX);
  checkVaries(y, nameOfY);
  checkEnough(k, samples);
  neighbours.load(pairs(x, y, samples));
  const listed = Math.min(k + 1, samples - 1);
  const lists = neighbours.nearest(listed);
  const distances = Float64Array.from({ length: samples }, (_, i) => lists[i * listed + k - 1]);
  const coincide = distances.map((distance) => (distance === 0 ? 0 : -1));
  const coincident = coincide.filter((radius) => radius === 0).length;
  const tied = distances.filter(
    (distance, i) => distance > 0 && k < listed && lists[i * listed + k] === distance,
  ).length;
  const ks = new Uint32Array(samples).fill(k);
  if (coincident > 0) {
    neighbours.within(coincide).forEach((count, i) => {
      if (count > 0) ks[i] = count;
    });
  }
  const extents = algorithm === 2 ? neighbours.extents(distances, x.units) : undefined;
  const countsOf = (side: Vectors, place: number) => {
    neighbours.load(side);
    if (!extents) return neighbours.within(distances.map(radiusBelow));
    const counts = neighbours.within(distances.map((_, i) => extents[2 * i + place]));
    return counts.map((count, i) => (distances[i] > 0 ? count - 1 : count));
  };
  const inRectangles = algorithm === 2 ? (1 - coincident / samples) / k : 0;
  const nats =
    digamma(samples) +
    meanDigamma(ks) -
    inRectangles -
    meanDigamma(countsOf(x, 0)) -
    meanDigamma(countsOf(y, 1));
  return { information: nats * Math.LOG2E, notes: tieNotes(coincident, tied, samples) };
}

/** Rows of x and y side by side. */
function pairs(x: Vectors, y: Vectors, samples: number): Vectors {
  const units = x.units + y.units;
  const values = new Float64Array(samples * units);
  for (let i = 0; i < samples; i++) {
    values.set(x.values.subarray(i * x.units, (i + 1) * x.units), i * units);
    values.set(y.values.subarray(i * y.units, (i + 1) * y.units), i * units + x.units);
  }
  return { values, units };
}
