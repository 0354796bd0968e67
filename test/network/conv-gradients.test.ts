import fc from "fast-check";
import { expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { writeInputs } from "../../src/network/input.js";
import { LANES, Network } from "../../src/network/network.js";
import { RandomStream } from "../../src/numerics/random.js";
import { roundUpTo } from "../../src/numerics/round.js";
import { placeLabels, placeSamples } from "../support/place.js";
import { smallDataset } from "../support/small-data.js";
import { smallConvExperiment } from "../support/small-networks.js";
import { type Wiring, wire } from "./connections.js";

/** Half a unit in the last place of f32, relative. */
const UNIT = 2 ** -24;
const STEP = 1e-5;

/** A layer, and where its parameters are in the engine: rows [place][unit], padded to four units. */
interface Layer extends Wiring {
  place: (row: number, weight: number) => number;
}

const float = { bits: "float", range: { policy: "batch" } } as const;

it("gradients of float conv networks agree with central differences in f64", async () => {
  const engine = await createEngine();
  let checked = 0;
  fc.assert(
    fc.property(smallConvExperiment, ({ data, experiment }) => {
      engine.arena.reset();
      const dataset = smallDataset(data);
      const specs = experiment.network.layers.map((spec) =>
        spec.type === "dense" || spec.type === "conv"
          ? { ...spec, weights: float, activations: float }
          : spec,
      );
      const { samples } = data;
      const plan = { ...experiment, network: { ...experiment.network, layers: specs } };
      const input = writeInputs(engine.arena, dataset, undefined, "conv");
      const network = new Network(engine, plan, input, roundUpTo(samples, LANES));
      network.begin(new RandomStream(data.seed));
      const random = new RandomStream(data.seed, 1);
      const layers = placed(wire(specs, data.features, data.image));
      const places = layers.flatMap(({ place, rows, width }) =>
        Array.from({ length: rows * (width + 1) }, (_, k) =>
          place(Math.floor(k / (width + 1)), k % (width + 1)),
        ),
      );
      for (const place of places) {
        network.parameters.values[place] += 0.4 * random.uniform() - 0.2;
      }
      const parameters = Float64Array.from(network.parameters.values);
      const inputs = Array.from({ length: samples }, (_, s) =>
        Array.from({ length: data.features }, (_, j) =>
          Math.fround(Number(dataset.inputs[s * data.features + j]) / dataset.divisor),
        ),
      );
      const { magnitude, margin } = analyse(layers, parameters, inputs);
      fc.pre(margin > 100 * STEP);
      checked++;

      const order = Array.from({ length: samples }, (_, s) => s);
      const labels = placeLabels(engine, dataset.labels);
      network.trainBatch(placeSamples(engine, order), 0, samples, labels);
      const { gradients } = network.parameters;
      const lossAt = (place: number, step: number) => {
        const moved = parameters.slice();
        moved[place] += step;
        return meanLoss(layers, moved, inputs, dataset.labels);
      };
      const roundings = layers.reduce(
        (sum, { units, width }) => sum + 2 * width + 2 * units.length + 16,
        samples * Math.max(...layers.map(({ units }) => units.length)),
      );
      for (const place of places) {
        const expected = (lossAt(place, STEP) - lossAt(place, -STEP)) / (2 * STEP);
        const tolerance = roundings * UNIT * magnitude[place] + 1e-8;
        expect(Math.abs(gradients[place] - expected)).toBeLessThan(tolerance);
      }
    }),
    { numRuns: 25, seed: 3 },
  );
  expect(checked).toBe(25);
});

function placed(wirings: Wiring[]): Layer[] {
  let start = 0;
  return wirings.map((wiring) => {
    const { rows, width } = wiring;
    const from = start;
    const stride = 4 * Math.ceil(rows / 4);
    start += rows === 0 ? 0 : stride * (width + 1);
    return { ...wiring, place: (row, weight) => from + weight * stride + row };
  });
}

/**
 * Values of all layers for one sample, and its least margin: the distance of a ReLU from 0, and that
 * of a window's greatest value from the next, where the gradient jumps.
 */
function forward(layers: Layer[], parameters: Float64Array, input: number[]) {
  let margin = Number.POSITIVE_INFINITY;
  let x = input;
  const values = layers.map(({ place, spec, units, width }) => {
    const below = x;
    x = units.map(({ row, taps }) => {
      if (spec.type === "max-pool") {
        const [most, next] = taps.map(({ input }) => below[input]).sort((a, b) => b - a);
        // Zeros of a ReLU have no gradient, so that it does not matter which one is taken.
        if (most !== 0 && next !== undefined) margin = Math.min(margin, most - next);
        return most;
      }
      let sum = parameters[place(row, width)];
      for (const tap of taps) sum += parameters[place(row, tap.weight)] * below[tap.input];
      if (spec.activation === "tanh") return Math.tanh(sum);
      if (spec.activation !== "relu") return sum;
      margin = Math.min(margin, Math.abs(sum));
      return Math.max(0, sum);
    });
    return x;
  });
  return { values, margin };
}

function meanLoss(
  layers: Layer[],
  parameters: Float64Array,
  inputs: number[][],
  labels: Uint8Array,
): number {
  const losses = inputs.map((input, s) => {
    const logits = forward(layers, parameters, input).values[layers.length - 1];
    return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[labels[s]];
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / inputs.length;
}

/** What each gradient would be if no terms cancelled, which is what rounding errors are relative to. */
function analyse(layers: Layer[], parameters: Float64Array, inputs: number[][]) {
  const magnitude = new Float64Array(parameters.length);
  let margin = Number.POSITIVE_INFINITY;
  for (const input of inputs) {
    margin = Math.min(margin, forward(layers, parameters, input).margin);
    let x = input.map(Math.abs);
    const sizes = layers.map(({ place, spec, units, width }) => {
      const below = x;
      x = units.map(({ row, taps }) => {
        if (spec.type === "max-pool") return Math.max(...taps.map(({ input }) => below[input]));
        let sum = Math.abs(parameters[place(row, width)]);
        for (const tap of taps) {
          sum += Math.abs(parameters[place(row, tap.weight)]) * below[tap.input];
        }
        return spec.activation === "tanh" ? Math.min(1, sum) : sum;
      });
      return below;
    });
    const growth = Math.max(1, ...x);
    let delta: number[] = x.map(() => 1);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs: count, place, rows, units, width } = layers[l];
      const below = Array<number>(count).fill(0);
      units.forEach(({ row, taps }, u) => {
        if (rows > 0) magnitude[place(row, width)] += (growth * delta[u]) / inputs.length;
        for (const tap of taps) {
          const at = place(row, tap.weight);
          const weight = rows > 0 ? Math.abs(parameters[at]) : 1;
          if (rows > 0) magnitude[at] += (growth * delta[u] * sizes[l][tap.input]) / inputs.length;
          below[tap.input] += delta[u] * weight;
        }
      });
      delta = below;
    }
  }
  return { magnitude, margin };
}
