import type { z } from "zod";
import type { Dataset } from "../../src/data/dataset.js";
import { synDataset } from "../../src/data/syn.js";
import { createEngine } from "../../src/engine/engine.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { Repetition } from "../../src/experiment/repetition.js";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { RandomStream } from "../../src/numerics/random.js";
import type { rangePolicySchema } from "../../src/quantize/schema.js";

/*
 * Small experiments whose results must have the same bits on every machine. Nothing here knows the
 * platform: the file is bundled for browsers, too.
 */

export interface GoldenCase {
  name: string;
  dataset: () => Dataset;
  document: ExperimentDocument;
}

const layers = (activation: "tanh" | "relu", widths: number[], outputs: number) => [
  ...widths.map((units) => ({ units, activation })),
  { units: outputs, activation: "softmax" as const },
];

const batch = { policy: "batch" } as const;
const movingAverage = { policy: "moving-average" } as const;

type RangePolicy = z.input<typeof rangePolicySchema>;

function syn(
  name: string,
  activation: "tanh" | "relu",
  parts: Partial<ExperimentDocument>,
): GoldenCase {
  return {
    name,
    dataset: synDataset,
    document: {
      name,
      data: { source: "syn" },
      split: { kind: "stratified" },
      network: { layers: layers(activation, [10, 7, 5, 4, 3], 2) },
      optimiser: { name: "adam", learningRate: 3e-3 },
      epochs: 30,
      measure: { schedule: "log", points: 6 },
      ...parts,
    },
  };
}

function images(name: string, parts: Partial<ExperimentDocument>): GoldenCase {
  return {
    name,
    dataset: blots,
    document: {
      name,
      data: { source: "mnist" },
      split: { kind: "standard" },
      network: {
        initialisation: { name: "truncated-normal" },
        layers: layers("relu", [15, 8], 10),
      },
      optimiser: { name: "adam", learningRate: 3e-3 },
      batchSize: 50,
      epochs: 10,
      measure: { schedule: "every", epochs: 3 },
      ...parts,
    },
  };
}

/** Every kind of binning, of all inputs and of parts of them. */
const binned: Partial<ExperimentDocument> = {
  epochs: 12,
  measure: { schedule: "log", points: 4 },
  informationOn: ["all", "train", "test"],
  estimators: [
    { kind: "bins", bins: [30, 1000], bounds: "global" },
    { kind: "bins", bins: [30, 256], bounds: "layer" },
    { kind: "bins", bins: 30, bounds: "unit", correction: "chao-shen" },
    { kind: "bins", bins: 30, bounds: [-0.5, 0.5], correction: "nsb", points: 2 },
    { kind: "bins", width: 0.07, shuffledLabels: { draws: 1 } },
    { kind: "adaptive", bins: 30 },
    { kind: "adaptive", bins: 300, bounds: "layer", correction: "miller-madow" },
    { kind: "codes" },
  ],
};

/** 8 bits everywhere; the logits have the range of the activations. */
const integer = (range: RangePolicy): ExperimentDocument["quantisation"] => ({
  input: { bits: 8 },
  weights: { bits: 8, range: batch },
  activations: { bits: 8, range },
});

/** Kernels and windows of unequal sides, and a quantiser of its own in the second conv layer. */
const convLayers = (range: RangePolicy): ExperimentDocument["network"] => ({
  initialisation: { name: "truncated-normal" },
  layers: [
    { type: "conv", channels: 3, kernel: [3, 5], activation: "relu" },
    { type: "max-pool", size: 2 },
    {
      ...{ type: "conv", channels: 2, kernel: 3, activation: "tanh" },
      activations: { bits: 4, range },
    },
    { type: "max-pool", size: [2, 3], remainder: "drop" },
    { type: "flatten" },
    ...layers("relu", [8], 10),
  ],
});

export const cases: GoldenCase[] = [
  syn("syn-tanh-8bit", "tanh", {
    quantisation: { input: { bits: 8 }, activations: { bits: 8, range: batch } },
  }),
  syn("syn-relu-8bit", "relu", {
    quantisation: {
      input: { bits: 8 },
      weights: { bits: 8, range: batch },
      activations: { bits: 8, range: movingAverage },
    },
  }),
  syn("syn-tanh-float", "tanh", {}),
  syn("syn-relu-4bit", "relu", {
    quantisation: {
      input: { bits: 8 },
      weights: { bits: 4, range: batch },
      activations: { bits: 4, range: { policy: "calibrated", epochs: 5 } },
    },
  }),
  syn("syn-tanh-momentum-12bit", "tanh", {
    quantisation: { activations: { bits: 12, range: { ...movingAverage, biasCorrection: true } } },
    optimiser: { name: "sgd", learningRate: 0.1, momentum: 0.9 },
    batchSize: 100,
    badFit: { accuracy: 0.5, epoch: 2 },
  }),
  syn("syn-tanh-integer", "tanh", {
    arithmetic: "integer",
    quantisation: integer({ policy: "fixed", low: -1, high: 1 }),
  }),
  syn("syn-relu-integer", "relu", {
    arithmetic: "integer",
    quantisation: integer(movingAverage),
  }),
  syn("syn-tanh-8bit-estimators", "tanh", {
    quantisation: { input: { bits: 8 }, activations: { bits: 8, range: batch } },
    ...binned,
  }),
  syn("syn-relu-float-estimators", "relu", binned),
  images("blots-relu-8bit", {
    quantisation: {
      input: { bits: 8 },
      weights: { bits: 8, range: batch },
      activations: { bits: 8, range: movingAverage },
    },
  }),
  images("blots-relu-integer", {
    arithmetic: "integer",
    quantisation: integer(movingAverage),
  }),
  images("blots-conv-8bit", {
    network: convLayers(batch),
    quantisation: {
      input: { bits: 8 },
      weights: { bits: 8, range: batch },
      activations: { bits: 8, range: movingAverage },
    },
    epochs: 4,
  }),
  images("blots-conv-integer", {
    arithmetic: "integer",
    network: convLayers({ policy: "fixed", low: -1, high: 1 }),
    quantisation: integer(movingAverage),
    epochs: 4,
  }),
];

/** 700 images of 28 x 28 bytes, most of them zero: a blot for every class, with noise. */
export function blots(): Dataset {
  const samples = 700;
  const size = 28;
  const random = new RandomStream(0x424c4f54);
  const inputs = new Uint8Array(samples * size * size);
  const labels = new Uint8Array(samples);
  for (let s = 0; s < samples; s++) {
    const label = random.below(10);
    labels[s] = label;
    const row = 2 + 5 * (label % 5) + random.below(3);
    const column = (label < 5 ? 3 : 15) + random.below(4);
    for (let i = 0; i < 8 * 8; i++) {
      const place = (row + Math.min(i >> 3, 27 - row)) * size + column + (i & 7);
      inputs[s * size * size + place] = random.below(256);
    }
    for (let i = 0; i < 20; i++) {
      inputs[s * size * size + random.below(size * size)] = random.below(256);
    }
  }
  return {
    name: "blots",
    inputs,
    divisor: 255,
    labels,
    samples,
    features: size * size,
    image: { channels: 1, height: size, width: size },
    classes: 10,
    population: false,
    standardTrain: 560,
  };
}

/** SHA-256 of a repetition's final parameters and of all its records. */
export async function hashOf(golden: GoldenCase, index = 0): Promise<string> {
  const [hash] = await interleavedHashesOf(golden, [index]);
  return hash;
}

/** The hashes of several repetitions on one memory, worked off epoch by epoch in turn. */
export async function interleavedHashesOf(
  { dataset, document }: GoldenCase,
  indices: number[],
): Promise<string[]> {
  const experiment = parseExperiment(document);
  const workspace = await createWorkspace(experiment, dataset());
  const engines = await Promise.all(indices.map(() => createEngine(workspace.memory)));
  const repetitions = indices.map(
    (index, i) => new Repetition(engines[i], workspace, experiment, index),
  );
  while (repetitions.some(({ done }) => !done)) {
    for (const repetition of repetitions) if (!repetition.done) repetition.runEpoch();
  }
  return Promise.all(repetitions.map(hashOfRepetition));
}

export function hashOfRepetition(repetition: Repetition): Promise<string> {
  return sha256(bytesOf(repetition));
}

function bytesOf(repetition: Repetition): Uint8Array<ArrayBuffer> {
  const { information, layers, restarts, scatter, training } = repetition.result();
  const { parameters } = repetition.checkpoint().arrays;
  const columns = Object.entries({ information, layers, scatter, training })
    .flatMap(([table, columns]) =>
      Object.entries(columns).map(([name, column]) => [`${table}.${name}`, column] as const),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, column]) =>
      typeof column[0] === "string"
        ? new TextEncoder().encode(`${name}: ${column.join()}`)
        : Float64Array.from(column),
    );
  const parts = [parameters, Float64Array.of(restarts), ...columns];
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
