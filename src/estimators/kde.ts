import type { Engine } from "../engine/engine.js";
import { Scratch } from "../engine/scratch.js";
import { log2 } from "../numerics/log2.js";
import { checkSample, labelEntropy } from "./continuous.js";
import { type Estimate, type Estimator, EstimatorError, type Sample } from "./estimator.js";
import { outOfBoundsNotes } from "./out-of-bounds.js";

export interface KdeParameters {
  /** Variance of the noise added to every unit, in squared units of the activations. */
  variance: number;
  bound: "upper" | "lower";
}

/** An I(X;T) above this share of log2 n is called saturated (rule derived here). */
const SATURATION = 0.99;

/** Points of a block of kernels/points.ts. */
const BLOCK = 4;

/**
 * Bounds on what a layer with noise, T' = T + N(0, variance I), knows: the information of a mixture of
 * n Gaussians from their pairwise distances, in bits.
 *
 * I(T';X) = -1/n sum_i log2 1/n sum_j exp(-|t_i - t_j|^2 / (a variance)), with a = 2 (the Kullback-Leibler
 * divergence) an upper bound, with a = 8 (the Bhattacharyya distance) a lower one: Kolchinsky & Tracey,
 * Entropy 19:361 (2017), section 4, as Saxe et al. (2018) use them. I(T';Y) = I(T';X) - sum_c p_c
 * I(T';X | Y = c), the same bound in each term: as a difference of two bounds it is a bound of neither
 * kind. `entropy` repeats I(T';X), since a density's entropy counts nothing.
 *
 * It lies when the variance is no property of the network: it then sets the answer, from 0 (noise wider
 * than the layer) to log2 n (noise narrower than the distances; status `saturated`).
 */
export function kde({ variance, bound }: KdeParameters, engine: Engine): Estimator {
  const factor = -1 / ((bound === "upper" ? 2 : 8) * variance);
  if (!(variance > 0 && variance < Number.POSITIVE_INFINITY && Number.isFinite(factor))) {
    throw new EstimatorError(`the noise variance must be a positive number, not ${variance}`);
  }
  const sums = new KernelSums(engine);
  return {
    name: `KDE ${bound} bound, noise variance ${variance}`,
    references: ["kolchinsky2017", "saxe2018"],
    discretises: false,
    estimate: (sample) => estimate(sample, factor, sums),
  };
}

function estimate(sample: Sample, factor: number, kernels: KernelSums): Estimate {
  const counts = checkSample(sample);
  const samples = sample.labels.length;
  const { all, own } = kernels.of(sample, counts, factor);
  let sum = 0;
  let shares = 0;
  for (let i = 0; i < samples; i++) {
    const logarithm = log2(all[i]);
    sum += logarithm;
    shares += log2(own[i]) - logarithm;
  }
  const ceiling = log2(samples);
  const labelCeiling = labelEntropy(counts);
  const inputInformation = ceiling - sum / samples;
  const labelInformation = labelCeiling + shares / samples;
  const saturated = inputInformation > SATURATION * ceiling;
  const values = { inputInformation, labelInformation, ceiling, labelCeiling };
  return {
    ...values,
    entropy: inputInformation,
    conditionalEntropy: inputInformation - labelInformation,
    states: 0,
    singletons: 0,
    status: saturated ? "saturated" : "estimate",
    notes: [
      "I(X;T) is a bound for the layer with noise added; I(T;Y), a difference of two such bounds, is a bound of neither kind.",
      ...(saturated
        ? [
            "I(X;T) is within 1 % of log2 n: the noise is narrower than the distances between activations, and the value tells of the number of inputs.",
          ]
        : []),
      ...outOfBoundsNotes(values, { label: "the difference of two bounds need not keep to them" }),
    ],
  };
}

/** Sums of Gaussian kernels between activations. */
class KernelSums {
  private readonly points: Scratch;
  private readonly sums: Scratch;
  private readonly tile: number;

  constructor(private readonly engine: Engine) {
    this.points = new Scratch(engine.arena);
    this.sums = new Scratch(engine.arena);
    this.tile = engine.arena.take(Float64Array, 16).byteOffset;
  }

  /**
   * For every input, the sum of exp(factor |t - t'|^2) over the activations t' of all inputs and of those
   * of its own class. Inputs are grouped by class, each class filled up to whole blocks, so that one pass
   * gives both.
   */
  of(sample: Sample, counts: Uint32Array, factor: number) {
    const { labels, units, values } = sample;
    const { kernels } = this.engine;
    const ends = new Uint32Array(counts.length);
    let blocks = 0;
    counts.forEach((count, c) => {
      blocks += Math.ceil(count / BLOCK);
      ends[c] = blocks;
    });
    const next = Array.from(counts, (count, c) => BLOCK * (ends[c] - Math.ceil(count / BLOCK)));
    const places = Uint32Array.from(labels, (label) => next[label]++);
    const points = this.points.f64(blocks * units * BLOCK).fill(Number.POSITIVE_INFINITY);
    places.forEach((place, i) => {
      const at = Math.floor(place / BLOCK) * units * BLOCK + (place % BLOCK);
      for (let u = 0; u < units; u++) points[at + BLOCK * u] = values[i * units + u];
    });
    const sums = this.sums.f64(blocks * BLOCK).fill(0);
    const [from, to] = [points.byteOffset, sums.byteOffset];
    ends.forEach((end, c) => {
      const start = ends[c - 1] ?? 0;
      kernels.gaussianSumsWithin(from, units, start, end, factor, to, this.tile);
    });
    const own = Float64Array.from(places, (place) => sums[place]);
    ends.forEach((end, c) => {
      const start = ends[c - 1] ?? 0;
      kernels.gaussianSumsBetween(from, units, start, end, blocks, factor, to, this.tile);
    });
    return { own, all: Float64Array.from(places, (place) => sums[place]) };
  }
}
