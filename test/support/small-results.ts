import { parseExperiment } from "../../src/experiment/parse.js";
import type { RepetitionResult } from "../../src/experiment/records.js";
import type { Experiment, ExperimentDocument } from "../../src/experiment/schema.js";

/** An experiment of a second or less: SYN, one hidden layer. */
export const smallDocument: ExperimentDocument = {
  name: "small",
  data: { source: "syn" },
  split: { kind: "stratified" },
  network: {
    layers: [
      { units: 4, activation: "tanh" },
      { units: 2, activation: "softmax" },
    ],
  },
  quantisation: { activations: { bits: 8 } },
  epochs: 30,
  measure: { schedule: "every", epochs: 10 },
  repetitions: 2,
};

export const smallExperiment: Experiment = parseExperiment(smallDocument);

/** Made-up records, with the numbers that files like to lose: -0, NaN, infinity. */
export function smallResult(repetition: number): RepetitionResult {
  const numbers = () => Float64Array.of(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 0.1, 0.1);
  const integers = () => Int32Array.of(0, 1, 2, 3, -1, 2 ** 31 - 1);
  return {
    repetition,
    restarts: 3,
    information: {
      epoch: integers(),
      stage: ["prefit", "prefit", "training", "training", "training", "training"],
      inputs: ["all", "train", "test", "all", "all", "all"],
      layer: ["T1", "T2", "T1", "T2", "T1", "T2"],
      estimator: ["exact codes", "logit codes", "ä", "", "exact codes", "exact codes"],
      entropy: numbers(),
      inputInformation: numbers(),
      labelInformation: numbers(),
      conditionalEntropy: numbers(),
      states: integers(),
      singletons: integers(),
      ceiling: numbers(),
      labelCeiling: numbers(),
      status: ["exact", "estimate", "saturated", "infinite", "exact", "exact"],
      lostPrediction: numbers(),
    },
    training: {
      epoch: integers(),
      stage: ["prefit", "training", "training", "training", "training", "training"],
      trainLoss: numbers(),
      trainAccuracy: numbers(),
      testLoss: numbers(),
      testAccuracy: numbers(),
    },
    layers: {
      epoch: integers(),
      stage: ["prefit", "prefit", "training", "training", "training", "training"],
      layer: ["T1", "T2", "T1", "T2", "T1", "T2"],
      gradientMean: numbers(),
      gradientDeviation: numbers(),
      weightNorm: numbers(),
      clipped: numbers(),
      saturated: numbers(),
    },
    scatter: {
      epoch: integers(),
      layer: ["T1", "T1", "T1", "T1", "T1", "T1"],
      first: numbers(),
      second: numbers(),
      label: integers(),
      count: integers(),
    },
  };
}
