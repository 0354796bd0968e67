import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { denseParts } from "./dense.js";
import type { ConvSpec } from "./schema.js";
import type { ImageShape } from "./shapes.js";
import type { ParameterBlock, Transformation } from "./transformation.js";
import type { Weights } from "./weights.js";

/**
 * A convolution of stride 1 without padding. Parameters are laid out as those of a dense layer whose
 * units are the channels, and whose inputs are the places (input channel, ky, kx) of the kernel.
 */
export class Conv implements Transformation {
  readonly units: number;
  readonly rows: number;
  private readonly stride: number;
  private readonly biases: Float32Array;
  private readonly gradients: Float32Array;
  /** For the kernels: partial sums of the weight gradient, and lists of places of the kernel. */
  private readonly sums: Float32Array;
  private readonly places: Uint32Array;
  /** Channels, then input channels, height, width, kernel height and width. */
  private readonly sizes: readonly [number, number, number, number, number, number];
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    { channels, kernel: [kernelHeight, kernelWidth] }: Pick<ConvSpec, "channels" | "kernel">,
    below: ImageShape,
    readonly weights: Weights,
    block: ParameterBlock,
  ) {
    const { height, width } = below;
    this.kernels = engine.kernels;
    this.sizes = [channels, below.channels, height, width, kernelHeight, kernelWidth];
    this.units = channels * (height - kernelHeight + 1) * (width - kernelWidth + 1);
    this.rows = this.units;
    const area = kernelHeight * kernelWidth;
    const inputs = area * below.channels;
    this.places = engine.arena.take(Uint32Array, area * Math.max(8 * below.channels, 4 * channels));
    const values = denseParts(block.values, channels, inputs);
    this.stride = values.stride;
    this.biases = values.biases;
    this.gradients = block.gradients;
    this.sums = engine.arena.take(Float32Array, 4 * block.gradients.length);
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  /** `occupied`: 0, or byte offset of a byte for each input, 0 where that is zero in all lanes. */
  forward(x: number, out: number, lanes: number, occupied = 0): void {
    const { biases, kernels, places, sizes, stride, weights } = this;
    kernels.conv(
      ...([weights.offset, stride, biases.byteOffset, x, out] as const),
      ...([places.byteOffset, occupied, ...sizes, lanes] as const),
    );
  }

  backward(delta: number, x: number, inputDelta: number, lanes: number): void {
    const { gradients, kernels, places, sizes, stride, sums, weights } = this;
    const dw = gradients.byteOffset;
    kernels.convWeightGradient(delta, x, dw, stride, sums.byteOffset, ...sizes, lanes);
    weights.maskGradients();
    if (inputDelta) {
      const list = places.byteOffset;
      kernels.convInputGradient(weights.offset, stride, delta, inputDelta, list, ...sizes, lanes);
    }
  }
}
