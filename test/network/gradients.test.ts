import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { writeInputs } from "../../src/network/input.js";
import { LANES, Network } from "../../src/network/network.js";
import { optimiserSchema } from "../../src/network/schema.js";
import { RandomStream } from "../../src/numerics/random.js";
import { roundUpTo } from "../../src/numerics/round.js";
import { quantiserSchema } from "../../src/quantize/schema.js";
import { placeLabels, placeSamples } from "../support/place.js";
import { smallDataset } from "../support/small-data.js";

type Activation = "tanh" | "relu" | "linear" | "softmax";

interface Layer {
  activation: Activation;
  units: number;
  inputs: number;
  /** Where the layer's parameters begin, and their row length. */
  start: number;
  stride: number;
}

/** Half a unit in the last place of f32, relative. */
const UNIT = 2 ** -24;
const STEP = 1e-5;

describe("gradients of float networks", () => {
  for (const kind of ["floats", "sparse"] as const) {
    it(`agree with central differences in f64 for every parameter (${kind} inputs)`, async () => {
      const engine = await createEngine();
      fc.assert(
        fc.property(
          fc.array(
            fc.record({
              units: fc.integer({ min: 1, max: 5 }),
              activation: fc.constantFrom("tanh" as const, "relu" as const, "linear" as const),
            }),
            { maxLength: 3 },
          ),
          fc.integer({ min: 2, max: 4 }),
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 5, max: 21 }),
          fc.integer({ min: 0, max: 10_000 }),
          (hidden, classes, features, samples, seed) => {
            engine.arena.reset();
            const dataset = smallDataset({ samples, features, classes, kind, seed });
            const input = writeInputs(engine.arena, dataset, undefined);
            fc.pre(input.kind === (kind === "sparse" ? "sparse" : "dense"));
            const specs = [...hidden, { units: classes, activation: "softmax" as const }];
            const network = new Network(
              engine,
              {
                network: {
                  initialisation: { name: "glorot-uniform" },
                  layers: specs.map((spec) => ({ type: "dense" as const, ...spec })),
                },
                quantisation: {
                  weights: quantiserSchema.parse({ bits: "float" }),
                  activations: quantiserSchema.parse({ bits: "float" }),
                },
                optimiser: optimiserSchema.parse({ name: "adam" }),
              },
              input,
              roundUpTo(samples, LANES),
            );
            network.begin(new RandomStream(seed));
            const random = new RandomStream(seed, 1);
            const layers = shapes(specs, features);
            for (const place of places(layers)) {
              network.parameters.values[place] += 0.4 * random.uniform() - 0.2;
            }
            const parameters = Float64Array.from(network.parameters.values);
            const inputs = Array.from({ length: samples }, (_, s) =>
              Array.from({ length: features }, (_, j) =>
                Math.fround(Number(dataset.inputs[s * features + j]) / dataset.divisor),
              ),
            );
            const { kinks, magnitude } = analyse(layers, parameters, inputs);
            fc.pre(kinks > 100 * STEP);

            const order = placeSamples(
              engine,
              Array.from({ length: samples }, (_, s) => s),
            );
            network.trainBatch(order, 0, samples, placeLabels(engine, dataset.labels));
            const { gradients } = network.parameters;

            const lossAt = (place: number, step: number) => {
              const moved = parameters.slice();
              moved[place] += step;
              return meanLoss(layers, moved, inputs, dataset.labels);
            };
            const roundings = layers.reduce(
              (sum, { inputs, units }) => sum + 2 * inputs + 2 * units + 16,
              samples,
            );
            const differences = 1e-9;
            for (const place of places(layers)) {
              const expected = (lossAt(place, STEP) - lossAt(place, -STEP)) / (2 * STEP);
              const tolerance = roundings * UNIT * magnitude[place] + differences;
              expect(Math.abs(gradients[place] - expected)).toBeLessThan(tolerance);
            }
          },
        ),
        { numRuns: 60, seed: 2 },
      );
    });
  }
});

function shapes(specs: { units: number; activation: Activation }[], features: number): Layer[] {
  let start = 0;
  return specs.map(({ activation, units }, l) => {
    const inputs = l === 0 ? features : specs[l - 1].units;
    const stride = 4 * Math.ceil(units / 4);
    const layer = { activation, units, inputs, start, stride };
    start += stride * (inputs + 1);
    return layer;
  });
}

/** Where the parameters lie, the padding left out. */
function places(layers: Layer[]): number[] {
  return layers.flatMap(({ inputs, start, stride, units }) =>
    Array.from(
      { length: (inputs + 1) * units },
      (_, k) => start + Math.floor(k / units) * stride + (k % units),
    ),
  );
}

function forward(layers: Layer[], parameters: Float64Array, input: number[]): number[][] {
  let x = input;
  return layers.map(({ activation, inputs, start, stride, units }) => {
    x = Array.from({ length: units }, (_, i) => {
      let sum = parameters[start + inputs * stride + i];
      for (let j = 0; j < inputs; j++) sum += parameters[start + j * stride + i] * x[j];
      if (activation === "tanh") return Math.tanh(sum);
      return activation === "relu" ? Math.max(0, sum) : sum;
    });
    return x;
  });
}

function meanLoss(
  layers: Layer[],
  parameters: Float64Array,
  inputs: number[][],
  labels: Uint8Array,
): number {
  const losses = inputs.map((input, s) => {
    const logits = forward(layers, parameters, input)[layers.length - 1];
    return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[labels[s]];
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / inputs.length;
}

/**
 * `magnitude`: what each gradient would be if no terms cancelled, which is what rounding errors are
 * relative to: sums of |delta| |x| with |delta| <= 1 at the logits, slopes <= 1 and |weights|, times
 * the growth of the forward pass. `kinks`: the least distance of a ReLU from 0.
 */
function analyse(layers: Layer[], parameters: Float64Array, inputs: number[][]) {
  const magnitude = new Float64Array(parameters.length);
  let kinks = Number.POSITIVE_INFINITY;
  for (const input of inputs) {
    let x = input.map(Math.abs);
    const sizes = layers.map(({ activation, inputs, start, stride, units }) => {
      const below = x;
      x = Array.from({ length: units }, (_, i) => {
        let sum = Math.abs(parameters[start + inputs * stride + i]);
        for (let j = 0; j < inputs; j++) sum += Math.abs(parameters[start + j * stride + i]) * x[j];
        return activation === "tanh" ? Math.min(1, sum) : sum;
      });
      return below;
    });
    const growth = Math.max(1, ...x);
    layers.forEach((layer, l) => {
      if (layer.activation !== "relu") return;
      const bare: Layer[] = [...layers.slice(0, l), { ...layer, activation: "linear" }];
      kinks = Math.min(kinks, ...forward(bare, parameters, input)[l].map(Math.abs));
    });
    let delta = Array(layers[layers.length - 1].units).fill(1);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs: width, start, stride, units } = layers[l];
      for (let i = 0; i < units; i++) {
        for (let j = 0; j <= width; j++) {
          const size = j === width ? 1 : sizes[l][j];
          magnitude[start + j * stride + i] += (growth * delta[i] * size) / inputs.length;
        }
      }
      delta = Array.from({ length: width }, (_, j) =>
        delta.reduce((sum, d, i) => sum + d * Math.abs(parameters[start + j * stride + i]), 0),
      );
    }
  }
  return { kinks, magnitude };
}
