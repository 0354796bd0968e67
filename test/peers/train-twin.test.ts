import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { findPython, Peer } from "../../bench/python.js";
import { createEngine } from "../../src/engine/engine.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { denseParameters, denseParts } from "../../src/network/dense.js";
import { inputGrid, inputValue, writeInputs } from "../../src/network/input.js";
import { LANES, Network } from "../../src/network/network.js";
import type { DenseSpec } from "../../src/network/schema.js";
import { RandomStream } from "../../src/numerics/random.js";
import { placeLabels, placeSamples } from "../support/place.js";

/*
 * The engine's training against an independent network in PyTorch (train_twin.py).
 *
 * Both compute in f32, in different orders and with different tanh and exp: activations differ by up
 * to 1e-6 of the greatest in the tensor after a few layers and steps, gradients, in whose sums terms
 * cancel, by up to 1e-5 (8e-6 was seen). An activation or weight that lies so close to a discontinuity
 * (half way between two levels, at an end of a range, at the corner of a ReLU) may fall on either side,
 * and then the two may rightly differ by a whole level. PyTorch reports how far each run stayed from
 * all discontinuities; runs that came closer than SAFE levels (of 255 levels, 1e-6 is 3e-4) are left
 * out, the others are compared within TOLERANCE of the greatest value of the tensor. Wrong formulas
 * show at 1e-3 and more.
 */
const SAFE = 5e-4;
const TOLERANCE = 5e-5;

const FEATURES = 6;
const WIDTHS = [5, 4, 3];
const BATCH = 10;
const BATCHES = 3;
const SEEDS = Array.from({ length: 16 }, (_, seed) => seed);

interface TwinLayer {
  weightGradients: number[][];
  biasGradients: number[];
  weights: number[][];
  biases: number[];
  weightRange: [number, number] | null;
  activationRange: [number, number] | null;
}

interface TwinStep {
  logits: number[][];
  layers: TwinLayer[];
  margin: number;
}

type Changes = Pick<Partial<ExperimentDocument>, "quantisation" | "optimiser"> & {
  activation?: "tanh" | "relu" | "linear";
  /** Share of inputs that are zero. */
  zeros?: number;
};

const eightBits = { bits: 8, range: { policy: "batch" } } as const;
const movingAverage = { policy: "moving-average", decay: 0.9, low: -6, high: 6 } as const;
/** The step is lr / epsilon times as steep in a small gradient: this epsilon does not magnify rounding. */
const ADAM = { name: "adam", learningRate: 0.01, epsilon: 1e-3 } as const;

const CASES: Record<string, Changes> = {
  "tanh layers with 8-bit activations in the batch's range": {
    activation: "tanh",
    quantisation: { activations: eightBits },
    optimiser: ADAM,
  },
  "ReLU layers with 8-bit weights and activations in a moving average": {
    activation: "relu",
    quantisation: { weights: eightBits, activations: { bits: 8, range: movingAverage } },
    optimiser: ADAM,
  },
  "a moving average with bias correction": {
    activation: "tanh",
    quantisation: {
      weights: { bits: 8, range: { ...movingAverage, biasCorrection: true } },
      activations: { bits: 8, range: { ...movingAverage, biasCorrection: true } },
    },
    optimiser: ADAM,
  },
  "narrow fixed ranges, which clip": {
    activation: "linear",
    quantisation: {
      weights: { bits: 6, range: { policy: "fixed", low: -0.4, high: 0.5 } },
      activations: { bits: 5, range: { policy: "fixed", low: -0.5, high: 0.3 } },
    },
    optimiser: { name: "sgd", learningRate: 0.2, momentum: 0.9 },
  },
  "calibrated ranges and few bits": {
    activation: "tanh",
    quantisation: {
      weights: { bits: 3, range: { policy: "calibrated" } },
      activations: { bits: 2, range: { policy: "calibrated" } },
    },
    optimiser: ADAM,
  },
  "sparse inputs": {
    activation: "relu",
    zeros: 0.75,
    quantisation: { weights: eightBits, activations: { bits: 8, range: movingAverage } },
    optimiser: { name: "sgd", learningRate: 0.2, momentum: 0.5 },
  },
  "no quantisation at all": { activation: "tanh", optimiser: ADAM },
};

const python = findPython(fileURLToPath(new URL("../../bench/peers", import.meta.url)), ["torch"]);
const why = python ? "" : " (skipped: no Python with torch; name one in INFOPLANE_PYTHON)";

describe.skipIf(!python)(`training, against PyTorch${why}`, () => {
  const twin = python && new Peer(python, fileURLToPath(new URL("train_twin.py", import.meta.url)));
  afterAll(() => twin?.close());

  it.each(
    Object.entries(CASES),
  )("agrees on logits, gradients, ranges and weights: %s", async (_, changes) => {
    let compared = 0;
    for (const seed of SEEDS) {
      const { request, steps } = await trainHere(changes, seed);
      const theirs = (await twin!.ask<{ steps: TwinStep[] }>(request)).steps;
      if (theirs.some(({ margin }) => margin < SAFE)) continue;
      expectSteps(steps, theirs);
      compared++;
    }
    expect(compared).toBeGreaterThanOrEqual(2);
  });
});

function expectSteps(ours: Omit<TwinStep, "margin">[], theirs: TwinStep[]): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((step, s) => {
    const peer = theirs[s];
    expectClose(step.logits.flat(), peer.logits.flat(), `logits of step ${s}`);
    step.layers.forEach((layer, l) => {
      for (const key of Object.keys(layer) as (keyof TwinLayer)[]) {
        if (peer.layers[l][key] === null) continue;
        const what = `${key} of layer ${l + 1}, step ${s}`;
        expectClose(flat(layer[key]), flat(peer.layers[l][key]), what);
      }
    });
  });
}

function flat(values: number[][] | number[] | null): number[] {
  return values === null ? [] : values.flat();
}

function expectClose(ours: number[], theirs: number[], what: string): void {
  expect(ours, what).toHaveLength(theirs.length);
  const greatest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const furthest = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);
  expect(furthest, what).toBeLessThanOrEqual(TOLERANCE * greatest);
}

/** Trains in the engine; returns its steps, and the request that has PyTorch do the same. */
async function trainHere(changes: Changes, seed: number) {
  const { activation = "linear", optimiser, quantisation, zeros = 0 } = changes;
  const experiment = parseExperiment({
    name: "twin",
    data: { source: "syn" },
    split: { kind: "stratified" },
    network: {
      layers: WIDTHS.map((units, l) => ({
        type: "dense",
        units,
        activation: l === WIDTHS.length - 1 ? "softmax" : activation,
      })),
    },
    epochs: 1,
    batchSize: BATCH,
    quantisation: quantisation ?? {},
    optimiser,
  } as ExperimentDocument);
  const random = new RandomStream(seed);
  const samples = BATCH * BATCHES;
  const raw = {
    inputs: Uint8Array.from({ length: samples * FEATURES }, () =>
      random.uniform() < zeros ? 0 : 1 + random.below(255),
    ),
    divisor: 255,
    samples,
    features: FEATURES,
  };
  const labels = Uint8Array.from({ length: samples }, () =>
    random.below(WIDTHS[WIDTHS.length - 1]),
  );
  const engine = await createEngine();
  const grid = inputGrid(raw, experiment.quantisation.input);
  const plan = writeInputs(engine.arena, raw, grid);
  expect(plan.kind).toBe(zeros > 0 ? "sparse" : "dense");
  const network = new Network(engine, experiment, plan, LANES);
  network.begin(random.child(1));
  const initial = layersOf(network, network.parameters.values);
  const order = Uint32Array.from({ length: samples }, (_, s) => s);
  random.shuffle(order);
  const batches = Array.from({ length: BATCHES }, (_, b) =>
    order.subarray(b * BATCH, (b + 1) * BATCH),
  );
  const steps = batches.map((batch) => {
    network.trainBatch(placeSamples(engine, batch), 0, BATCH, placeLabels(engine, labels));
    return stepOf(network);
  });
  const { activations, weights } = experiment.quantisation;
  const request = {
    layers: experiment.network.layers.map((spec, l) => ({
      activation: (spec as DenseSpec).activation,
      weights,
      activations,
      initialWeights: initial[l].weights,
      initialBiases: initial[l].biases,
    })),
    optimiser: experiment.optimiser,
    batches: batches.map((batch) => ({
      inputs: Array.from(batch, (s) =>
        Array.from(raw.inputs.subarray(s * FEATURES, (s + 1) * FEATURES), (entry) =>
          inputValue(entry, raw.divisor, grid),
        ),
      ),
      labels: Array.from(batch, (s) => labels[s]),
    })),
  };
  return { request, steps };
}

/** What the last step left in the engine, in the shape of PyTorch's answer. */
function stepOf(network: Network): Omit<TwinStep, "margin"> {
  const { output, parameters } = network;
  const rows = new Float32Array(
    parameters.values.buffer,
    output.values(LANES),
    output.units * LANES,
  );
  const values = layersOf(network, parameters.values);
  const gradients = layersOf(network, parameters.gradients);
  const ranges = network.saveRanges().map(({ low, high }): [number, number] => [low, high]);
  return {
    logits: Array.from({ length: BATCH }, (_, lane) =>
      Array.from({ length: output.units }, (_, unit) => rows[unit * LANES + lane]),
    ),
    layers: values.map((own, l) => ({
      ...own,
      weightGradients: gradients[l].weights,
      biasGradients: gradients[l].biases,
      weightRange: ranges[2 * l],
      activationRange: ranges[2 * l + 1],
    })),
  };
}

/** Parameters, or their gradients, layer by layer and without padding. */
function layersOf(network: Network, block: Float32Array) {
  let start = 0;
  let inputs = FEATURES;
  return network.layers.map(({ units }) => {
    const end = start + denseParameters(units, inputs);
    const { biases, stride, weights } = denseParts(block.subarray(start, end), units, inputs);
    const layer = {
      weights: Array.from({ length: inputs }, (_, j) =>
        Array.from(weights.subarray(j * stride, j * stride + units)),
      ),
      biases: Array.from(biases.subarray(0, units)),
    };
    start = end;
    inputs = units;
    return layer;
  });
}
