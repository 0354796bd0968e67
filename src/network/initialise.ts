import { log } from "../numerics/log.js";
import type { RandomStream } from "../numerics/random.js";
import { denseParts } from "./dense.js";
import type { Initialisation } from "./schema.js";

/** Sizes of a layer's weights, as its parameters are laid out, and what its initialisation needs. */
export interface WeightShape {
  /** Units of a dense layer, channels of a conv layer: the layer's own width. */
  units: number;
  /** Weights per unit: inputs, or places of the kernel. */
  inputs: number;
  /** Outputs that an input has a part in: units, or kernel area times channels. */
  fanOut: number;
}

/** Draws weights into a layer's parameter block, input by input; biases are zero. */
export function initialiseWeights(
  block: Float32Array,
  shape: WeightShape,
  initialisation: Initialisation,
  random: RandomStream,
): void {
  const { inputs, units } = shape;
  block.fill(0);
  const { stride, weights } = denseParts(block, units, inputs);
  const draw = sampler(initialisation, shape, random);
  for (let j = 0; j < inputs; j++) {
    for (let i = 0; i < units; i++) weights[j * stride + i] = draw();
  }
}

function sampler(
  initialisation: Initialisation,
  { fanOut, inputs, units }: WeightShape,
  random: RandomStream,
): () => number {
  switch (initialisation.name) {
    case "glorot-uniform": {
      const limit = Math.sqrt(6 / (inputs + fanOut));
      return () => (2 * random.uniform() - 1) * limit;
    }
    case "truncated-normal": {
      const deviation = initialisation.standardDeviation ?? 1 / Math.sqrt(units);
      return () => truncatedNormal(random) * deviation;
    }
  }
}

/** A standard normal number, drawn again while it is beyond two standard deviations. */
function truncatedNormal(random: RandomStream): number {
  for (;;) {
    const draw = normal(random);
    if (Math.abs(draw) <= 2) return draw;
  }
}

/** A standard normal number by the polar method (Marsaglia & Bray 1964); the second one is unused. */
function normal(random: RandomStream): number {
  for (;;) {
    const a = 2 * random.uniform() - 1;
    const b = 2 * random.uniform() - 1;
    const s = a * a + b * b;
    if (s > 0 && s < 1) return a * Math.sqrt((-2 * log(s)) / s);
  }
}
