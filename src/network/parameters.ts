import type { Arena } from "../engine/arena.js";
import type { RandomStream } from "../numerics/random.js";
import { denseParameters } from "./dense.js";
import { initialiseWeights, type WeightShape } from "./initialise.js";
import { type ConvSpec, type DenseSpec, isWeighted, type NetworkSpec } from "./schema.js";
import { type ImageShape, type Shape, unitsOf } from "./shapes.js";
import type { ParameterBlock } from "./transformation.js";

/** All parameters of a network, layer by layer, and their gradients. */
export class Parameters implements ParameterBlock {
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  /** Each layer's own; empty for layers without parameters. */
  readonly blocks: readonly ParameterBlock[];
  private readonly shapes: readonly (WeightShape | undefined)[];

  /** `below`: what each layer takes. */
  constructor(
    arena: Arena,
    private readonly network: NetworkSpec,
    below: readonly Shape[],
  ) {
    this.shapes = network.layers.map((spec, l) =>
      isWeighted(spec) ? weightShape(spec, below[l]) : undefined,
    );
    const sizes = this.shapes.map((shape) =>
      shape ? denseParameters(shape.units, shape.inputs) : 0,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    this.values = arena.take(Float32Array, total);
    this.gradients = arena.take(Float32Array, total);
    let start = 0;
    this.blocks = sizes.map((size) => {
      const end = start + size;
      const values = this.values.subarray(start, end);
      const gradients = this.gradients.subarray(start, end);
      start = end;
      return { values, gradients };
    });
  }

  /** Draws new weights, one child stream per layer. */
  initialise(random: RandomStream): void {
    const { blocks, network, shapes } = this;
    network.layers.forEach((spec, l) => {
      const shape = shapes[l];
      if (!shape || !isWeighted(spec)) return;
      const initialisation = spec.initialisation ?? network.initialisation;
      initialiseWeights(blocks[l].values, shape, initialisation, random.child(l));
    });
  }
}

/** Sizes of a layer's weights on activations of that shape. */
export function weightShape(spec: DenseSpec | ConvSpec, below: Shape): WeightShape {
  if (spec.type === "dense") {
    return { units: spec.units, inputs: unitsOf(below), fanOut: spec.units };
  }
  const { channels, kernel } = spec;
  const area = kernel[0] * kernel[1];
  const inputs = area * (below as ImageShape).channels;
  return { units: channels, inputs, fanOut: area * channels };
}
