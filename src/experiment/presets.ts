import type { ExperimentDocument } from "./schema.js";

/*
 * Named experiments with the settings of Lorenzen, Igel & Nielsen, "Information Bottleneck: Exact
 * Analysis of (Quantized) Neural Networks", ICLR 2022 (arXiv 2106.12912).
 */

/** Moving average of batch extremes, started at [-6, 6], without bias correction. */
const MOVING_AVERAGE = { policy: "moving-average", decay: 0.999, low: -6, high: 6 } as const;
const BATCH = { policy: "batch" } as const;

const INPUT = {
  bits: 8,
  range: { policy: "fixed", low: -6, high: 6, widen: true },
} as const;

/** Logits are quantised, weights too; the softmax follows in float. */
const output = (units: number) =>
  ({
    type: "dense",
    units,
    activation: "softmax",
    weights: { bits: 8, range: BATCH },
    activations: { bits: 8, range: MOVING_AVERAGE },
  }) as const;

const dense = (activation: "tanh" | "relu") => (units: number) =>
  ({ type: "dense", units, activation }) as const;

const TANH = {
  input: INPUT,
  weights: { bits: "float" },
  activations: { bits: 8, range: BATCH },
} as const;

const RELU = {
  input: INPUT,
  weights: { bits: 8, range: BATCH },
  activations: { bits: 8, range: MOVING_AVERAGE },
} as const;

const ADAM = {
  name: "adam",
  learningRate: 1e-4,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
} as const;

const COMMON = {
  optimiser: ADAM,
  batchSize: 256,
  badFit: { accuracy: 0.55, epoch: 1000 },
  seed: 0,
} as const;

const SYN = {
  data: { source: "syn" },
  split: { kind: "stratified", train: 0.8, seed: 0 },
  epochs: 8000,
  measure: { schedule: "every", epochs: 5 },
  repetitions: 50,
  ...COMMON,
} as const;

const MNIST = {
  data: { source: "mnist" },
  split: { kind: "standard" },
  epochs: 3000,
  measure: { schedule: "every", epochs: 2 },
  repetitions: 20,
  ...COMMON,
} as const;

const SYN_WIDTHS = [10, 7, 5, 4, 3];

export const presets: Record<string, ExperimentDocument> = {
  "syn-tanh-8bit": {
    name: "syn-tanh-8bit",
    description: "12-10-7-5-4-3-2 tanh network on the 4096 SYN inputs, 8-bit activations",
    ...SYN,
    network: {
      initialisation: { name: "glorot-uniform" },
      layers: [...SYN_WIDTHS.map(dense("tanh")), output(2)],
    },
    quantisation: TANH,
  },
  "syn-relu-8bit": {
    name: "syn-relu-8bit",
    description:
      "12-10-7-5-4-3-2 ReLU network on the 4096 SYN inputs, 8-bit weights and activations",
    ...SYN,
    network: {
      initialisation: { name: "glorot-uniform" },
      layers: [...SYN_WIDTHS.map(dense("relu")), output(2)],
    },
    quantisation: RELU,
  },
  "mnist-bn2-8bit": {
    name: "mnist-bn2-8bit",
    description: "784-16-8-4-2-10 ReLU network (BN2) on MNIST, 8-bit weights and activations",
    ...MNIST,
    network: {
      initialisation: { name: "truncated-normal" },
      layers: [...[16, 8, 4, 2].map(dense("relu")), output(10)],
    },
    quantisation: RELU,
  },
};
