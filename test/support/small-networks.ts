import fc from "fast-check";
import type { Experiment, ExperimentDocument } from "../../src/experiment/schema.js";
import { experimentSchema } from "../../src/experiment/schema.js";
import { isWeighted } from "../../src/network/schema.js";
import type { Quantiser } from "../../src/quantize/schema.js";
import type { SmallData } from "./small-data.js";

const bits = fc.oneof(
  { weight: 1, arbitrary: fc.constant("float" as const) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 16 }) },
);

const end = fc.constantFrom(0.25, 0.5, 1, 1.7, 6);

const rangePolicy: fc.Arbitrary<Quantiser["range"]> = fc.oneof(
  fc.record({
    policy: fc.constant("fixed" as const),
    low: end.map((x) => -x),
    high: end,
  }),
  fc.constant({ policy: "batch" as const }),
  fc.record({
    policy: fc.constant("moving-average" as const),
    decay: fc.constantFrom(0, 0.5, 0.9, 0.999),
    low: end.map((x) => -x),
    high: end,
    biasCorrection: fc.boolean(),
  }),
  fc.record({
    policy: fc.constant("calibrated" as const),
    epochs: fc.integer({ min: 1, max: 3 }),
  }),
);

const quantiser: fc.Arbitrary<Quantiser> = fc.record({ bits, range: rangePolicy });

const inputQuantiser = fc.record({
  bits,
  range: fc.record({ low: end.map((x) => -x), high: end, widen: fc.boolean() }),
});

const hidden = fc.record(
  {
    units: fc.integer({ min: 1, max: 9 }),
    activation: fc.constantFrom("tanh" as const, "relu" as const, "linear" as const),
    weights: quantiser,
    activations: quantiser,
  },
  { requiredKeys: ["units", "activation"] },
);

const optimiser = fc.oneof(
  fc.record({
    name: fc.constant("adam" as const),
    learningRate: fc.constantFrom(1e-3, 0.05),
    beta1: fc.constantFrom(0, 0.9),
    beta2: fc.constantFrom(0.5, 0.999),
  }),
  fc.record({
    name: fc.constant("sgd" as const),
    learningRate: fc.constantFrom(0.01, 0.1),
    momentum: fc.constantFrom(0, 0.9),
  }),
);

/** Small experiments of dense layers, with data that fit: "mnist" stands for any data set. */
export const smallExperiment: fc.Arbitrary<{ experiment: Experiment; data: SmallData }> = fc
  .record({
    data: fc.record({
      samples: fc.integer({ min: 8, max: 70 }),
      features: fc.integer({ min: 1, max: 9 }),
      classes: fc.integer({ min: 2, max: 4 }),
      kind: fc.constantFrom("sparse" as const, "bytes" as const, "floats" as const),
      seed: fc.integer({ min: 0, max: 1000 }),
    }),
    layers: fc.array(hidden, { maxLength: 3 }),
    outputs: fc.integer({ min: 4, max: 9 }),
    quantisation: fc.record({ input: inputQuantiser, weights: quantiser, activations: quantiser }),
    optimiser,
    batchSize: fc.integer({ min: 1, max: 40 }),
    truncated: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ data, layers, outputs, quantisation, optimiser, batchSize, truncated, seed }) => ({
    data,
    experiment: experimentSchema.parse({
      name: "small",
      data: { source: "mnist" },
      split: { kind: "standard" },
      network: {
        initialisation: { name: truncated ? "truncated-normal" : "glorot-uniform" },
        layers: [...layers, { units: outputs, activation: "softmax" }],
      },
      quantisation,
      optimiser,
      batchSize,
      epochs: 3,
      seed,
    } satisfies ExperimentDocument),
  }));

const extent = fc.integer({ min: 1, max: 3 });

const conv = fc.record(
  {
    channels: fc.integer({ min: 1, max: 3 }),
    kernel: fc.tuple(extent, extent),
    activation: fc.constantFrom("tanh" as const, "relu" as const, "linear" as const),
    weights: quantiser,
    activations: quantiser,
  },
  { requiredKeys: ["channels", "kernel", "activation"] },
);

const pool = fc.record({ size: fc.tuple(extent, extent) });

/** Small experiments on images: one or two conv layers, each with up to two max-pool layers after it. */
export const smallConvExperiment: typeof smallExperiment = fc
  .record({
    base: smallExperiment,
    blocks: fc.array(fc.record({ conv, pools: fc.array(pool, { maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
    image: fc.record({
      channels: fc.integer({ min: 1, max: 2 }),
      height: fc.integer({ min: 3, max: 8 }),
      width: fc.integer({ min: 3, max: 8 }),
    }),
    samples: fc.integer({ min: 8, max: 40 }),
  })
  .map(({ base, blocks, image, samples }) => {
    const { network, ...rest } = base.experiment;
    const layers = blocks.flatMap(({ conv, pools }) => [
      { type: "conv" as const, ...conv },
      ...pools.map(({ size }) => ({ type: "max-pool" as const, size, remainder: "drop" as const })),
    ]);
    const features = image.channels * image.height * image.width;
    return {
      data: { ...base.data, features, image, samples },
      experiment: experimentSchema.parse({
        ...rest,
        network: { ...network, layers: [...layers, { type: "flatten" }, ...network.layers] },
      } satisfies ExperimentDocument),
    };
  })
  .filter(({ data, experiment }) => fits(data, experiment));

function fits({ image }: SmallData, { network }: Experiment): boolean {
  let { height, width } = image!;
  for (const layer of network.layers) {
    if (layer.type === "conv") {
      height -= layer.kernel[0] - 1;
      width -= layer.kernel[1] - 1;
    } else if (layer.type === "max-pool") {
      height = Math.floor(height / layer.size[0]);
      width = Math.floor(width / layer.size[1]);
    }
  }
  return height > 0 && width > 0;
}
const steady = rangePolicy.filter(({ policy }) => policy !== "batch");

/** Two conv layers with two max-pool layers each, flatten, three hidden layers and the output. */
const MOST_LAYERS = 11;

/** The experiment in integer arithmetic, with bits up to these. */
function inIntegers(
  experiments: typeof smallExperiment,
  most: { input: number; weights: number; activations: number },
): typeof smallExperiment {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  const each = { minLength: MOST_LAYERS, maxLength: MOST_LAYERS };
  return fc
    .record({
      base: experiments,
      input: upTo(most.input),
      weights: fc.array(fc.record({ bits: upTo(most.weights), range: rangePolicy }), each),
      activations: fc.array(fc.record({ bits: upTo(most.activations), range: steady }), each),
    })
    .map(({ base: { data, experiment }, input, weights, activations }) => {
      const { network, quantisation } = experiment;
      return {
        data,
        experiment: experimentSchema.parse({
          ...experiment,
          arithmetic: "integer",
          network: {
            ...network,
            layers: network.layers.map((layer, l) =>
              isWeighted(layer)
                ? { ...layer, weights: weights[l], activations: activations[l] }
                : layer,
            ),
          },
          quantisation: { ...quantisation, input: { ...quantisation.input, bits: input } },
        }),
      };
    });
}

/** Small experiments in integer arithmetic, with the bits it allows on the 784 inputs of "mnist". */
export const smallIntegerExperiment = inIntegers(smallExperiment, {
  ...{ input: 9, weights: 10, activations: 15 },
});

/** The same on images: up to 3 x 28 x 28 inputs of a dense layer. */
export const smallIntegerConvExperiment = inIntegers(smallConvExperiment, {
  ...{ input: 12, weights: 7, activations: 10 },
});
