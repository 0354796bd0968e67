import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";

/* Everything here is written out from REFERENCE and the study, not taken from src/. */

const movingAverage = {
  policy: "moving-average",
  decay: 0.999,
  low: -6,
  high: 6,
  biasCorrection: false,
};
const input = { bits: 8, range: { policy: "fixed", low: -6, high: 6, widen: true } };
const output = (units: number) => ({
  type: "dense",
  units,
  activation: "softmax",
  weights: { bits: 8, range: { policy: "batch" } },
  activations: { bits: 8, range: movingAverage },
});
const common = {
  optimiser: { name: "adam", learningRate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  batchSize: 256,
  badFit: { accuracy: 0.55, epoch: 1000, restarts: 100 },
  seed: 0,
};
const syn = {
  ...common,
  data: { source: "syn" },
  split: { kind: "stratified", train: 0.8, seed: 0 },
  epochs: 8000,
  measure: { schedule: "every", epochs: 5 },
  repetitions: 50,
};
const relu = {
  input,
  weights: { bits: 8, range: { policy: "batch" } },
  activations: { bits: 8, range: movingAverage },
};
const dense = (units: number, activation: string) => ({ type: "dense", units, activation });

const complete = (name: string) => {
  const { description, ...rest } = parseExperiment(presets[name]);
  expect(description).toBeTruthy();
  return rest;
};

describe("presets", () => {
  it("are those of the study that there are networks for, under their own names", () => {
    expect(Object.keys(presets)).toEqual(["syn-tanh-8bit", "syn-relu-8bit", "mnist-bn2-8bit"]);
    for (const [key, { name }] of Object.entries(presets)) expect(name).toBe(key);
  });

  it("train SYN on tanh with 8-bit activations by the batch's range, weights in float", () => {
    expect(complete("syn-tanh-8bit")).toEqual({
      name: "syn-tanh-8bit",
      ...syn,
      network: {
        initialisation: { name: "glorot-uniform" },
        layers: [...[10, 7, 5, 4, 3].map((units) => dense(units, "tanh")), output(2)],
      },
      quantisation: {
        input,
        weights: { bits: "float", range: { policy: "batch" } },
        activations: { bits: 8, range: { policy: "batch" } },
      },
    });
  });

  it("train SYN on ReLU with 8-bit weights, and activations by a moving average", () => {
    expect(complete("syn-relu-8bit")).toEqual({
      name: "syn-relu-8bit",
      ...syn,
      network: {
        initialisation: { name: "glorot-uniform" },
        layers: [...[10, 7, 5, 4, 3].map((units) => dense(units, "relu")), output(2)],
      },
      quantisation: relu,
    });
  });

  it("train BN2 on MNIST from truncated normal weights of deviation 1 / sqrt(units)", () => {
    expect(complete("mnist-bn2-8bit")).toEqual({
      name: "mnist-bn2-8bit",
      ...common,
      data: { source: "mnist" },
      split: { kind: "standard" },
      epochs: 3000,
      measure: { schedule: "every", epochs: 2 },
      repetitions: 20,
      network: {
        initialisation: { name: "truncated-normal" },
        layers: [...[16, 8, 4, 2].map((units) => dense(units, "relu")), output(10)],
      },
      quantisation: relu,
    });
  });
});
