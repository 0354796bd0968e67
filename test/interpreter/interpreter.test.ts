import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.js";
import { synDataset } from "../../src/data/syn.js";
import { createEngine } from "../../src/engine/engine.js";
import { Measurement } from "../../src/experiment/measurement.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { type ShippedNetwork, shippedNetwork } from "../../src/network/integer/shipped-network.js";
import { Network } from "../../src/network/network.js";
import { networkFiles } from "../../src/node/network-files.js";
import { RandomStream } from "../../src/numerics/random.js";
import { blots } from "../golden/cases.js";
import { interpreter } from "./interpreter.js";

const BATCH = 256;
const ORIGIN = { version: "0", hash: "0", repetition: 0, seed: 0 };

/** Trains a few epochs; returns the files of the network and the codes measured, [layer][sample]. */
async function trained(document: ExperimentDocument, dataset: Dataset, epochs: number) {
  const experiment = parseExperiment(document);
  const workspace = await createWorkspace(experiment, dataset);
  const engine = await createEngine(workspace.memory);
  const network = new Network(engine, experiment, workspace.input, BATCH);
  const measurement = new Measurement(engine, network, workspace, ["all"]);
  network.begin(new RandomStream(1));
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let from = 0; from < workspace.train.length; from += BATCH) {
      const to = Math.min(workspace.train.length, from + BATCH);
      network.trainBatch(workspace.train, from, to, workspace.labels);
    }
  }
  const codes: number[][][] = [];
  measurement.measure({
    layer(l, rows) {
      const { bits, units } = network.layers[l];
      codes[l] = Array.from({ length: dataset.samples }, (_, s) => {
        const row = rows.row(s);
        const view = Number(bits) > 8 ? new Uint16Array(row.buffer, row.byteOffset, units) : row;
        return Array.from(view.subarray(0, units));
      });
    },
  });
  return { codes, files: networkFiles(shippedNetwork(network, workspace.input.integer), ORIGIN) };
}

const small = { learningRate: 3e-3, name: "adam" } as const;
const wide = { bits: 12, range: { policy: "moving-average", decay: 0.9 } } as const;

const wide8 = { ...wide, bits: 8 } as const;

const CASES: [string, Partial<ExperimentDocument>, string, () => Dataset][] = [
  ["tanh on SYN", {}, "syn-tanh-integer", synDataset],
  ["ReLU on SYN", {}, "syn-relu-integer", synDataset],
  [
    "12-bit tanh in a moving average",
    {
      quantisation: { input: { bits: 8 }, weights: { bits: 6 }, activations: wide },
    },
    "syn-tanh-integer",
    synDataset,
  ],
  [
    "1-bit weights, which need a shift",
    {
      quantisation: {
        input: { bits: 2, range: { low: -1, high: 1 } },
        weights: { bits: 1 },
        activations: { bits: 8, range: { policy: "calibrated" } },
      },
    },
    "syn-relu-integer",
    synDataset,
  ],
  ["ReLU on sparse images", {}, "mnist-bn2-integer", blots],
  ["convolution and max-pooling", {}, "mnist-conv-integer", blots],
  [
    "tanh convolution on 12-bit images, lines and columns left over",
    {
      network: {
        layers: [
          { type: "conv", channels: 3, kernel: [4, 3], activation: "tanh" },
          { type: "max-pool", size: [2, 3], remainder: "drop" },
          { type: "max-pool", size: [2, 1] },
          { type: "conv", channels: 5, kernel: [3, 2], activation: "linear" },
          { type: "flatten" },
          { units: 10, activation: "softmax" },
        ],
      },
      quantisation: { input: { bits: 12 }, weights: { bits: 5 }, activations: wide8 },
    },
    "mnist-conv-integer",
    blots,
  ],
];

describe("an exported network", () => {
  const shifts: number[] = [];

  it.each(CASES)("gives every code of every layer from its files alone: %s", async (...args) => {
    const [, parts, preset, dataset] = args;
    const { scatter: _, ...document } = presets[preset];
    const data = dataset();
    const experiment = { ...document, optimiser: small, epochs: 1, ...parts };
    const { codes, files } = await trained(experiment, data, 20);
    const run = interpreter(
      files["network.json"] as string,
      files["weights.safetensors"] as Uint8Array,
    );
    const found = Array.from({ length: data.samples }, (_, s) =>
      run(data.inputs.subarray(s * data.features, (s + 1) * data.features)),
    );
    codes.forEach((layer, l) => {
      expect(found.map((sample) => sample[l])).toEqual(layer);
    });
    expect(new Set(codes[0].map(String)).size).toBeGreaterThan(1);
    const { layers } = JSON.parse(files["network.json"] as string) as ShippedNetwork;
    shifts.push(
      ...layers.flatMap((layer) => ("requantisation" in layer ? [layer.requantisation.shift] : [])),
    );
  });

  it("was seen with ratios of scales below 1 and above", () => {
    expect(Math.min(...shifts)).toBe(0);
    expect(Math.max(...shifts)).toBeGreaterThan(0);
  });
});
