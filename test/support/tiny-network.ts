import type { z } from "zod";
import { createEngine, type Engine } from "../../src/engine/engine.js";
import { writeInputs } from "../../src/network/input.js";
import { Network } from "../../src/network/network.js";
import { type LayerSpec, layerSchema, optimiserSchema } from "../../src/network/schema.js";
import type { ImageShape } from "../../src/network/shapes.js";
import { quantiserSchema } from "../../src/quantize/schema.js";
import { placeLabels, placeSamples } from "./place.js";

const float = quantiserSchema.parse({ bits: "float" });

/** A grid of 4 levels, 1 apart, on [-1, 2]. */
export const FOUR_LEVELS = {
  bits: 2,
  range: { policy: "fixed", low: -1, high: 2 },
} as const;

/**
 * A network of one row of inputs per batch, float unless the layers say otherwise. `gradients` takes
 * a step on one sample of label 0 and returns the gradients before it.
 */
export async function tinyNetwork(
  rows: number[][],
  specs: z.input<typeof layerSchema>[],
  parameters: number[],
  image?: ImageShape,
) {
  const engine: Engine = await createEngine();
  const features = rows[0].length;
  const input = writeInputs(
    engine.arena,
    { inputs: Float32Array.from(rows.flat()), divisor: 1, samples: rows.length, features, image },
    undefined,
  );
  const layers: LayerSpec[] = specs.map((spec) => layerSchema.parse(spec));
  const network = new Network(
    engine,
    {
      network: { initialisation: { name: "glorot-uniform" }, layers },
      quantisation: { weights: float, activations: float },
      optimiser: optimiserSchema.parse({ name: "sgd", learningRate: 1e-3 }),
    },
    input,
    16,
  );
  const samples = placeSamples(
    engine,
    rows.map((_, sample) => sample),
  );
  const labels = placeLabels(
    engine,
    rows.map(() => 0),
  );
  const gradients = (sample: number): Float32Array => {
    network.parameters.values.set(parameters);
    network.trainBatch(samples, sample, sample + 1, labels);
    return network.parameters.gradients.slice();
  };
  return { network, gradients };
}

/** The f32 numbers next to x. */
export const above = (x: number) => neighbour(x, x < 0 ? -1 : 1);
export const below = (x: number) => neighbour(x, x < 0 ? 1 : -1);

function neighbour(x: number, step: number): number {
  const value = Float32Array.of(x);
  new Int32Array(value.buffer)[0] += step;
  return value[0];
}
