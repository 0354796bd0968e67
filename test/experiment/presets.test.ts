import { describe, expect, it } from "vitest";
import { experimentHash } from "../../src/experiment/hash.js";
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
const output = (units: number, bits: number | "float" = 8) => ({
  type: "dense",
  units,
  activation: "softmax",
  weights: { bits, range: { policy: "batch" } },
  activations: { bits, range: movingAverage },
});
const common = {
  arithmetic: "float",
  informationOn: ["all"],
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

/** The study binned into 30, 100 and 256 bins with bounds of the whole run; we sweep more. */
const STUDY_BINS = {
  ...{ kind: "bins", bounds: "global", correction: "none" },
  bins: expect.arrayContaining([30, 100, 256]),
};

it("are all different experiments", async () => {
  const documents = Object.values(presets).map((preset) => parseExperiment(preset));
  const hashes = await Promise.all(documents.map(experimentHash));
  expect(new Set(hashes).size).toBe(hashes.length);
});

describe("presets", () => {
  it("are those of the study, then ours, under their own names", () => {
    const variants = ["8bit", "4bit", "32bit", "unquantized", "prefit"];
    expect(Object.keys(presets)).toEqual([
      ...variants.map((variant) => `syn-tanh-${variant}`),
      ...variants.map((variant) => `syn-relu-${variant}`),
      ...["bn2", "bn4", "hourglass", "4x10", "conv"].map((name) => `mnist-${name}-8bit`),
      ...["syn-tanh-integer", "syn-relu-integer", "mnist-bn2-integer", "mnist-conv-integer"],
      ...["tanh", "relu"].map((activation) => `estimators-syn-${activation}`),
      ...["corrected", "batch", "fixed", "calibrated"].map((range) => `ranges-syn-relu-${range}`),
    ]);
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

  it("change the bits of all layers alike, but not those of the input", () => {
    for (const activation of ["tanh", "relu"]) {
      const { network, quantisation, ...rest } = complete(`syn-${activation}-4bit`);
      const { network: _, quantisation: eightBits, ...eight } = complete(`syn-${activation}-8bit`);
      expect(rest).toEqual({ ...eight, name: rest.name });
      expect(quantisation).toEqual({
        ...eightBits,
        ...(activation === "relu" ? { weights: { ...relu.weights, bits: 4 } } : {}),
        activations: { ...eightBits.activations, bits: 4 },
      });
      expect(network.layers.at(-1)).toEqual(output(2, 4));
    }
  });

  it("leave everything in float32 where nothing is quantised", () => {
    for (const activation of ["tanh", "relu"]) {
      const { network, quantisation } = complete(`syn-${activation}-32bit`);
      const bits = Object.values(quantisation).map((quantiser) => quantiser.bits);
      expect(bits).toEqual(["float", "float", "float"]);
      expect(network.layers.at(-1)).toEqual(output(2, "float"));
      const { name: _, estimators, ...unquantized } = complete(`syn-${activation}-unquantized`);
      expect(complete(`syn-${activation}-32bit`)).toMatchObject(unquantized);
      expect(estimators).toContainEqual(expect.objectContaining(STUDY_BINS));
    }
  });

  it("put every estimator and diagnostic beside the exact counts of the 8-bit networks", () => {
    for (const activation of ["tanh", "relu"]) {
      const { estimators, diagnostics, ...rest } = complete(`estimators-syn-${activation}`);
      expect(rest).toEqual({ ...complete(`syn-${activation}-8bit`), name: rest.name });
      expect(diagnostics).toBe(true);
      expect(estimators).toEqual(complete(`syn-${activation}-unquantized`).estimators);
    }
  });

  it("change the ranges of all activations, and of nothing else", () => {
    const { network, quantisation, ...eight } = complete("syn-relu-8bit");
    for (const policy of ["corrected", "batch", "fixed", "calibrated"]) {
      const own = complete(`ranges-syn-relu-${policy}`);
      const { range } = own.quantisation.activations;
      expect(range).not.toEqual(quantisation.activations.range);
      const activations = { bits: 8, range };
      expect(own).toEqual({
        ...{ ...eight, name: own.name, quantisation: { ...quantisation, activations } },
        network: {
          ...network,
          layers: network.layers.map((layer) =>
            "activations" in layer && layer.activations ? { ...layer, activations } : layer,
          ),
        },
      });
    }
  });

  it("fit 1000 epochs of shuffled labels first, 20 times", () => {
    for (const activation of ["tanh", "relu"]) {
      expect(complete(`syn-${activation}-prefit`)).toEqual({
        ...complete(`syn-${activation}-8bit`),
        name: `syn-${activation}-prefit`,
        prefit: { epochs: 1000, labels: "shuffled" },
        repetitions: 20,
      });
    }
  });

  it("have the widths and repetitions of the study on MNIST", () => {
    const widths = {
      bn2: [16, 8, 4, 2],
      bn4: [16, 12, 8, 4],
      hourglass: [16, 8, 4, 2, 4, 8],
      "4x10": [10, 10, 10, 10],
    };
    for (const [name, hidden] of Object.entries(widths)) {
      const { network, repetitions } = complete(`mnist-${name}-8bit`);
      expect(network.layers).toEqual([...hidden.map((units) => dense(units, "relu")), output(10)]);
      expect(repetitions).toBe(name === "4x10" ? 10 : 20);
    }
  });

  it("train the study's convolutional network as BN2, 10 times", () => {
    const conv = { type: "conv", channels: 2, kernel: [3, 3], activation: "relu" };
    const pool = (remainder: string) => ({ type: "max-pool", size: [2, 2], remainder });
    expect(complete("mnist-conv-8bit")).toEqual({
      ...common,
      name: "mnist-conv-8bit",
      data: { source: "mnist" },
      split: { kind: "standard" },
      epochs: 3000,
      measure: { schedule: "every", epochs: 2 },
      repetitions: 10,
      network: {
        initialisation: { name: "truncated-normal" },
        layers: [
          ...[conv, pool("refuse"), conv, pool("drop"), { type: "flatten" }],
          ...[dense(16, "relu"), output(10)],
        ],
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
      scatter: { layer: "T4", epochs: [0, 10, 100, 500, 1000, 2998] },
      network: {
        initialisation: { name: "truncated-normal" },
        layers: [...[16, 8, 4, 2].map((units) => dense(units, "relu")), output(10)],
      },
      quantisation: relu,
    });
  });

  it("have the 8-bit settings in integer arithmetic, but that weights and tanh are quantised", () => {
    const names = ["syn-tanh", "syn-relu", "mnist-bn2", "mnist-conv"];
    for (const name of names) {
      const { quantisation, ...rest } = complete(`${name}-integer`);
      const { quantisation: _eight, scatter: _scatter, ...eight } = complete(`${name}-8bit`);
      expect(rest).toEqual({
        ...eight,
        ...rest,
        name: `${name}-integer`,
        network: eight.network,
        arithmetic: "integer",
      });
      const tanh = { bits: 8, range: { policy: "fixed", low: -1, high: 1 } };
      expect(quantisation).toEqual({
        ...relu,
        ...(name === "syn-tanh" ? { activations: tanh } : {}),
      });
    }
  });
});
