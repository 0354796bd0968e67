import { expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { writeInputs } from "../../src/network/input.js";
import { LANES, Network } from "../../src/network/network.js";
import { optimiserSchema } from "../../src/network/schema.js";
import { RandomStream } from "../../src/numerics/random.js";
import { roundUpTo } from "../../src/numerics/round.js";
import { quantiserSchema } from "../../src/quantize/schema.js";
import { placeLabels, placeSamples } from "../support/place.js";
import { smallDataset } from "../support/small-data.js";

it("a sparse first layer trains when its buffers lie in memory that was grown later", async () => {
  const engine = await createEngine();
  const samples = 4500;
  const dataset = smallDataset({ samples, features: 5, classes: 2, kind: "sparse", seed: 3 });
  const input = writeInputs(engine.arena, dataset, undefined);
  const float = quantiserSchema.parse({ bits: "float" });
  const network = new Network(
    engine,
    {
      network: {
        initialisation: { name: "glorot-uniform" },
        layers: [
          { type: "dense", units: 65, activation: "tanh" },
          { type: "dense", units: 2, activation: "softmax" },
        ],
      },
      quantisation: { weights: float, activations: float },
      optimiser: optimiserSchema.parse({ name: "adam" }),
    },
    input,
    roundUpTo(samples, LANES),
  );
  network.begin(new RandomStream(0));
  const order = placeSamples(
    engine,
    Array.from({ length: samples }, (_, s) => s),
  );
  const labels = placeLabels(engine, dataset.labels);
  network.trainBatch(order, 0, samples, labels);
  network.trainBatch(order, 0, 33, labels);
  const { values } = network.parameters;
  expect(values.every(Number.isFinite)).toBe(true);
  for (let row = 0; row < 6; row++) {
    expect(Array.from(values.subarray(68 * row + 65, 68 * row + 68))).toEqual([0, 0, 0]);
  }
});
