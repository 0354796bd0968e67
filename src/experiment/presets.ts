import type { EstimatorDocument } from "../estimators/schema.js";
import type { ExperimentDocument } from "./schema.js";

/*
 * Named experiments with the settings of Lorenzen, Igel & Nielsen, "Information Bottleneck: Exact
 * Analysis of (Quantized) Neural Networks", ICLR 2022 (arXiv 2106.12912).
 */

type Bits = 4 | 8 | "float";
type Activation = "tanh" | "relu";

/** Moving average of batch extremes, started at [-6, 6], without bias correction. */
const MOVING_AVERAGE = { policy: "moving-average", decay: 0.999, low: -6, high: 6 } as const;
const BATCH = { policy: "batch" } as const;

const INPUT = {
  bits: 8,
  range: { policy: "fixed", low: -6, high: 6, widen: true },
} as const;

const dense = (units: number, activation: Activation) =>
  ({ type: "dense", units, activation }) as const;

/** Logits are quantised, weights too; the softmax follows in float. */
function output(units: number, bits: Bits) {
  return {
    type: "dense",
    units,
    activation: "softmax",
    weights: { bits, range: BATCH },
    activations: { bits, range: MOVING_AVERAGE },
  } as const;
}

/** Tanh layers keep float weights; a float network has float inputs, too. */
function quantisation(activation: Activation, bits: Bits): ExperimentDocument["quantisation"] {
  if (bits === "float") return {};
  return activation === "tanh"
    ? { input: INPUT, weights: { bits: "float" }, activations: { bits, range: BATCH } }
    : {
        input: INPUT,
        weights: { bits, range: BATCH },
        activations: { bits, range: MOVING_AVERAGE },
      };
}

const COMMON = {
  optimiser: { name: "adam", learningRate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  batchSize: 256,
  badFit: { accuracy: 0.55, epoch: 1000 },
  seed: 0,
} as const;

const SYN_WIDTHS = [10, 7, 5, 4, 3];

function syn(activation: Activation, bits: Bits, name: string, description: string) {
  return {
    name,
    description: `12-10-7-5-4-3-2 ${NAMES[activation]} network on the 4096 SYN inputs, ${description}`,
    data: { source: "syn" },
    split: { kind: "stratified", train: 0.8, seed: 0 },
    network: {
      initialisation: { name: "glorot-uniform" },
      layers: [...SYN_WIDTHS.map((units) => dense(units, activation)), output(2, bits)],
    },
    quantisation: quantisation(activation, bits),
    epochs: 8000,
    measure: { schedule: "every", epochs: 5 },
    repetitions: 50,
    ...COMMON,
  } satisfies ExperimentDocument;
}

const NAMES: Record<Activation, string> = { tanh: "tanh", relu: "ReLU" };

const PARTS: Record<Activation, string> = {
  tanh: "activations",
  relu: "weights and activations",
};

function synPresets(activation: Activation): ExperimentDocument[] {
  const name = `syn-${activation}`;
  const parts = PARTS[activation];
  return [
    ...([8, 4] as const).map((bits) =>
      syn(activation, bits, `${name}-${bits}bit`, `${bits}-bit ${parts}`),
    ),
    syn(activation, "float", `${name}-32bit`, "each distinct float32 vector a state"),
    {
      ...syn(activation, "float", `${name}-unquantized`, "float32, the network that is binned"),
      estimators: estimators(activation),
    },
    {
      ...syn(activation, 8, `${name}-prefit`, `8-bit ${parts}, first fitted to shuffled labels`),
      prefit: { epochs: 1000, labels: "shuffled" },
      repetitions: 20,
    },
  ];
}

/**
 * What the literature measured such networks by. The study's own bins have global bounds; the others
 * are those of Shwartz-Ziv & Tishby 2017 (30 bins on [-1, 1], for tanh), of Saxe et al. 2018 (width
 * 0.07; noise of variance 0.001), and bins of the layer and of equal mass. The costly ones are asked
 * seldom.
 */
function estimators(activation: Activation): ExperimentDocument["estimators"] {
  const often = { points: 200 };
  const seldom = { points: 12 };
  return [
    { kind: "bins", bins: [4, 8, 16, 30, 64, 100, 256, 1024], bounds: "global", ...often },
    ...(activation === "tanh"
      ? [{ kind: "bins", bins: 30, bounds: [-1, 1], ...often } satisfies EstimatorDocument]
      : []),
    { kind: "bins", bins: 30, bounds: "layer", ...often },
    { kind: "bins", bins: 30, bounds: "unit", ...often },
    { kind: "bins", width: 0.07, ...often },
    { kind: "adaptive", bins: 30, shuffledLabels: { draws: 1 }, ...often },
    { kind: "kde", variance: 0.001, bound: "upper", ...seldom },
    { kind: "ross", k: 3, ...seldom },
  ];
}

/** Where the activations' range comes from, other than the study's average started at [-6, 6]. */
const OTHER_RANGES = {
  corrected: { policy: "moving-average", decay: 0.999, biasCorrection: true },
  batch: BATCH,
  fixed: { policy: "fixed", low: -6, high: 6 },
  calibrated: { policy: "calibrated", epochs: 100 },
} as const;

/** The 8-bit ReLU network with its activations' ranges, logits included, made in another way. */
function rangePresets(): ExperimentDocument[] {
  const eight = syn("relu", 8, "", "");
  return Object.entries(OTHER_RANGES).map(([name, range]) => {
    const activations = { bits: 8, range } as const;
    const layers = eight.network.layers.map((layer) =>
      layer.activation === "softmax" ? { ...layer, activations } : layer,
    );
    return {
      ...eight,
      name: `ranges-syn-relu-${name}`,
      description: `the 8-bit ReLU network of syn-relu-8bit, activations in ranges: ${name}`,
      network: { ...eight.network, layers },
      quantisation: { ...eight.quantisation, activations },
    };
  });
}

type Layers = ExperimentDocument["network"]["layers"];

function mnist(name: string, network: string, layers: Layers, repetitions: number) {
  return {
    name: `mnist-${name}-8bit`,
    description: `${network} on MNIST, 8-bit weights and activations`,
    data: { source: "mnist" },
    split: { kind: "standard" },
    network: {
      initialisation: { name: "truncated-normal" },
      layers: [...layers, output(10, 8)],
    },
    quantisation: quantisation("relu", 8),
    epochs: 3000,
    measure: { schedule: "every", epochs: 2 },
    repetitions,
    ...COMMON,
  } satisfies ExperimentDocument;
}

function mnistDense(name: string, widths: readonly number[], repetitions: number) {
  const network = `784-${widths.join("-")}-10 ReLU network (${name})`;
  const layers = widths.map((units) => dense(units, "relu"));
  return mnist(name.toLowerCase(), network, layers, repetitions);
}

const CONV_NETWORK = "convolutional ReLU network (2 + 2 channels of 3 x 3, max-pooled, 16 units)";
const CONV: Layers = [
  { type: "conv", channels: 2, kernel: 3, activation: "relu" },
  { type: "max-pool", size: 2 },
  { type: "conv", channels: 2, kernel: 3, activation: "relu" },
  { type: "max-pool", size: 2, remainder: "drop" },
  { type: "flatten" },
  dense(16, "relu"),
];
/** Hidden tanh layers on the range of tanh, all other activations by the moving average. */
function integer(activation: Activation): Pick<ExperimentDocument, "arithmetic" | "quantisation"> {
  const tanh = { policy: "fixed", low: -1, high: 1 } as const;
  const range = activation === "tanh" ? tanh : MOVING_AVERAGE;
  return {
    arithmetic: "integer",
    quantisation: {
      input: INPUT,
      weights: { bits: 8, range: BATCH },
      activations: { bits: 8, range },
    },
  };
}

/** The 8-bit networks, exactly counted, with every estimator and diagnostic beside the counts. */
const observed = (["tanh", "relu"] as const).map((activation) => ({
  ...syn(
    activation,
    8,
    `estimators-syn-${activation}`,
    `8-bit ${PARTS[activation]}, all estimators`,
  ),
  estimators: estimators(activation),
  diagnostics: true as const,
}));

const INTEGER = "8-bit integer arithmetic throughout";

const documents: ExperimentDocument[] = [
  ...synPresets("tanh"),
  ...synPresets("relu"),
  {
    ...mnistDense("BN2", [16, 8, 4, 2], 20),
    scatter: { layer: "T4", epochs: [0, 10, 100, 500, 1000, 2998] },
  },
  mnistDense("BN4", [16, 12, 8, 4], 20),
  {
    ...mnistDense("HourGlass", [16, 8, 4, 2, 4, 8], 20),
    scatter: { layer: "T4", epochs: [0, 10, 100, 500, 1000, 2998] },
  },
  mnistDense("4x10", [10, 10, 10, 10], 10),
  mnist("conv", CONV_NETWORK, CONV, 10),
  { ...syn("tanh", 8, "syn-tanh-integer", INTEGER), ...integer("tanh") },
  { ...syn("relu", 8, "syn-relu-integer", INTEGER), ...integer("relu") },
  {
    ...mnistDense("BN2", [16, 8, 4, 2], 20),
    name: "mnist-bn2-integer",
    description: `784-16-8-4-2-10 ReLU network (BN2) on MNIST, ${INTEGER}`,
    ...integer("relu"),
  },
  {
    ...mnist("conv", CONV_NETWORK, CONV, 10),
    name: "mnist-conv-integer",
    description: `${CONV_NETWORK} on MNIST, ${INTEGER}`,
    ...integer("relu"),
  },
  ...observed,
  ...rangePresets(),
];

/** By name, in the order in which they are listed. */
export const presets: Readonly<Record<string, ExperimentDocument>> = Object.fromEntries(
  documents.map((document) => [document.name, document]),
);
