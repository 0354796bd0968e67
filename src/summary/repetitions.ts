import type { Inputs } from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import { meanOf, type Values } from "./curve.js";
import { type LayerCourses, principal } from "./layers.js";

/** One finished repetition in numbers. */
export interface RepetitionFacts {
  repetition: number;
  /** Bad fits that were abandoned before it. */
  restarts: number;
  /**
   * How far it is from the mean: the sum, over the layers (by their principal count) and all epochs
   * measured, of the squares of (I(X;T) - mean) / log2 n and (I(T;Y) - mean) / H(Y).
   */
  distance: number;
  /** Accuracies at the last measurement, 0..1; absent in summaries of versions without phases. */
  accuracy?: { train: number; test: number };
}

/** The way of one layer in one repetition; NaN where it was not measured. */
export interface RepetitionLayer {
  layer: string;
  /** Place of the layer among the layers, from 0. */
  index: number;
  output: boolean;
  estimator: string;
  inputs: Inputs;
  /** I(X;T) and I(T;Y), bits. */
  input: Float32Array;
  label: Float32Array;
  /** 1 where the value is saturated, else 0. */
  saturated: Int32Array;
}

/** One repetition, layer by layer, at the epochs of its summary. */
export interface RepetitionCurves extends RepetitionFacts {
  layers: RepetitionLayer[];
}

/** Nearest to the mean curves, in the middle, farthest. */
export type Role = "best" | "median" | "worst";

/** A repetition chosen by its distance from the mean curves. */
export interface ChosenRepetition extends RepetitionCurves {
  role: Role;
}

/** What is known of each repetition, its distance from the mean included. */
export function repetitionFacts(
  { repetitions }: RunResults,
  layers: LayerCourses[],
): RepetitionFacts[] {
  const distances = new Float64Array(repetitions.length);
  for (const { input, label, ceiling, labelCeiling } of principal(layers)) {
    for (const [values, scale] of [
      [input, ceiling],
      [label, labelCeiling],
    ] as [Values, number][]) {
      const mean = meanOf(values);
      values.forEach((own, repetition) => {
        for (let epoch = 0; epoch < mean.length; epoch++) {
          const difference = (own[epoch] - mean[epoch]) / scale;
          if (Number.isFinite(difference)) distances[repetition] += difference ** 2;
        }
      });
    }
  }
  return repetitions.map(({ repetition, restarts, training }, place) => ({
    repetition,
    restarts,
    distance: distances[place],
    accuracy: {
      train: training.trainAccuracy.at(-1) ?? Number.NaN,
      test: training.testAccuracy.at(-1) ?? Number.NaN,
    },
  }));
}

/**
 * Places of the best, the median (the lower one of an even number) and the worst repetition; of two
 * repetitions only the best and the worst, of one the best. Of equals the first is the better one.
 */
export function chosenPlaces(facts: RepetitionFacts[]): [Role, number][] {
  const order = facts.map((_, place) => place);
  order.sort((a, b) => facts[a].distance - facts[b].distance || a - b);
  const places: [Role, number][] = [];
  const choose = (role: Role, rank: number) => {
    if (!places.some(([, place]) => place === order[rank])) places.push([role, order[rank]]);
  };
  choose("best", 0);
  choose("median", (order.length - 1) >> 1);
  choose("worst", order.length - 1);
  return places;
}

/** The principal layers of the repetition at a place among the results, at these epochs. */
export function repetitionLayers(
  place: number,
  layers: LayerCourses[],
  indices: number[],
): RepetitionLayer[] {
  return principal(layers).map(
    ({ layer, index, output, estimator, inputs, input, label, saturated }) => ({
      layer,
      index,
      output,
      estimator,
      inputs,
      input: Float32Array.from(indices, (epoch) => input[place][epoch]),
      label: Float32Array.from(indices, (epoch) => label[place][epoch]),
      saturated: Int32Array.from(indices, (epoch) => Number(saturated[place][epoch] === 1)),
    }),
  );
}
