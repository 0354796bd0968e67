import type { Engine } from "../../engine/engine.js";
import { Conv } from "../conv.js";
import type { ConvSpec } from "../schema.js";
import type { ImageShape } from "../shapes.js";
import type { ParameterBlock } from "../transformation.js";
import { IntegerLinear } from "./linear.js";
import type { Wiring } from "./transformation.js";
import type { IntegerWeights } from "./weights.js";

/**
 * A conv layer on the levels of the layer below. Its weights are those of a dense layer whose inputs
 * are the places (input channel, ky, kx) of the kernel.
 */
export class IntegerConv extends IntegerLinear {
  readonly wiring: Wiring;
  /** For the kernel: a list of places. */
  private readonly places: number;
  /** Channels, then input channels, height, width, kernel height and width. */
  private readonly sizes: readonly [number, number, number, number, number, number];

  constructor(
    engine: Engine,
    spec: ConvSpec,
    input: ImageShape,
    weights: IntegerWeights,
    block: ParameterBlock,
  ) {
    super(engine, weights, new Conv(engine, spec, input, weights, block));
    const { channels, kernel } = spec;
    this.wiring = { type: "conv", input, channels, kernel };
    this.places = engine.arena.take(Uint32Array, weights.inputs + (weights.inputs % 2)).byteOffset;
    this.sizes = [channels, input.channels, input.height, input.width, ...kernel];
  }

  forward(x: number, out: number, lanes: number): void {
    const { kernels, places, sizes } = this;
    const { biases, pairs, stride } = this.weights;
    const { byteOffset } = biases;
    kernels.integerConv(pairs.byteOffset, stride, byteOffset, x, out, places, ...sizes, lanes);
  }
}
