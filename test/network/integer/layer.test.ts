import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { createEngine } from "../../../src/engine/engine.js";
import { writeInputs } from "../../../src/network/input.js";
import { writeIntegerInputs } from "../../../src/network/integer/input.js";
import { Network } from "../../../src/network/network.js";
import { layerSchema, optimiserSchema } from "../../../src/network/schema.js";
import { gridOf } from "../../../src/quantize/grid.js";
import { quantiserSchema } from "../../../src/quantize/schema.js";
import { placeLabels, placeSamples } from "../../support/place.js";
import { FOUR_LEVELS } from "../../support/tiny-network.js";

/** Integers from -8 to 7. */
const INTEGERS = gridOf(-8, 7, 4);
const FINE = { bits: 15, range: { policy: "fixed", low: -8, high: 8 } } as const;

/** `gradients` takes a step on one batch, all of label 0, and returns the gradients before it. */
async function tiny(
  rows: number[][],
  specs: z.input<typeof layerSchema>[],
  parameters: number[],
  grid = INTEGERS,
) {
  const engine = await createEngine();
  const raw = {
    inputs: Float32Array.from(rows.flat()),
    divisor: 1,
    samples: rows.length,
    features: rows[0].length,
  };
  const input = writeInputs(engine.arena, raw, grid);
  input.integer = writeIntegerInputs(engine.arena, raw, grid, "dense");
  const network = new Network(
    engine,
    {
      arithmetic: "integer",
      network: {
        initialisation: { name: "glorot-uniform" },
        layers: specs.map((spec) => layerSchema.parse(spec)),
      },
      quantisation: {
        weights: quantiserSchema.parse(FOUR_LEVELS),
        activations: quantiserSchema.parse(FINE),
      },
      optimiser: optimiserSchema.parse({ name: "sgd", learningRate: 1e-3 }),
    },
    input,
    16,
  );
  const order = placeSamples(engine, [...rows.keys()]);
  const labels = placeLabels(
    engine,
    rows.map(() => 0),
  );
  return (from: number, to = from + 1): Float32Array => {
    network.parameters.values.set(parameters);
    network.trainBatch(order, from, to, labels);
    return network.parameters.gradients.slice();
  };
}

/* One hidden unit of weight 1 and bias 0, two logits of weights 1 and 0; rows of four. */
const PARAMETERS = [1, 0, 0, 0, /**/ 0, 0, 0, 0, /**/ 1, 0, 0, 0, /**/ 0, 0, 0, 0];
const HIDDEN_BIAS = 4;

async function passing(activation: "linear" | "relu", inputs: number[]): Promise<boolean[]> {
  const gradients = await tiny(
    inputs.map((x) => [x]),
    [
      { units: 1, activation, activations: FOUR_LEVELS },
      { units: 2, activation: "softmax" },
    ],
    PARAMETERS,
  );
  return inputs.map((_, s) => gradients(s)[HIDDEN_BIAS] !== 0);
}

describe("the straight-through gradient in integer arithmetic", () => {
  it("passes within the grid of the activations, its ends included, and nowhere else", async () => {
    const inputs = [-6, -2, -1, 0, 1, 2, 3, 7];
    expect(await passing("linear", inputs)).toEqual(inputs.map((x) => x >= -1 && x <= 2));
  });

  it("is zero for a ReLU at 0 and below", async () => {
    const inputs = [-6, -1, 0, 1, 2, 3];
    expect(await passing("relu", inputs)).toEqual(inputs.map((x) => x > 0 && x <= 2));
  });

  it("is zero for weights outside their grid", async () => {
    const gradients = await tiny(
      [[1], [1]],
      [{ units: 4, activation: "softmax" }],
      [-1.5, -1, 2, 2.5, /**/ 0, 0, 0, 0],
    );
    expect(Array.from(gradients(0).slice(0, 4), (g) => g !== 0)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("agrees with central differences of the real network that the integers stand for", async () => {
    const grid = gridOf(-1, 1, 8);
    const weights = { bits: 8, range: { policy: "fixed", low: -1, high: 1 } } as const;
    const rows = [
      [0.3, -0.7, 1],
      [-0.2, 0.9, 0.1],
      [0.8, 0.4, -0.6],
    ];
    const drawn = [
      0.5, -0.3, 0, 0, /**/ 0.9, 0.2, 0, 0, /**/ -0.6, 0.7, 0, 0, /**/ 0.1, -0.4, 0, 0,
    ];
    const gradients = await tiny(rows, [{ units: 2, activation: "softmax", weights }], drawn, grid);
    const found = gradients(0, rows.length);

    const { scale } = gridOf(-1, 1, 8);
    const real = (x: number) => Math.round(x / scale) * scale;
    const lossAt = (place: number, step: number) => {
      const parameters = drawn.map((p, at) => (at < 12 ? real(p) : p));
      parameters[place] += step;
      const losses = rows.map((row) => {
        const [z0, z1] = [0, 1].map((unit) =>
          row.reduce(
            (sum, x, j) => sum + parameters[4 * j + unit] * real(x),
            parameters[12 + unit],
          ),
        );
        return Math.log(1 + Math.exp(z1 - z0));
      });
      return losses.reduce((sum, loss) => sum + loss, 0) / rows.length;
    };
    // Logits are off by a level of theirs and half a unit of the accumulators at most; probabilities,
    // and with them the gradients on inputs of up to 1, by half of that.
    const logit = 16 / (2 ** 15 - 1);
    const tolerance = (logit + (scale * scale) / 2) / 2 + 1e-6;
    for (const place of [0, 1, 4, 5, 8, 9, 12, 13]) {
      const expected = (lossAt(place, 1e-5) - lossAt(place, -1e-5)) / 2e-5;
      expect(Math.abs(found[place] - expected)).toBeLessThan(tolerance);
    }
  });
});
