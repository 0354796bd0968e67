import type { Engine } from "../../engine/engine.js";
import type { Grid } from "../../quantize/grid.js";
import type { Quantiser } from "../../quantize/schema.js";
import { denseParts } from "../dense.js";
import type { ParameterBlock } from "../transformation.js";
import { Weights } from "../weights.js";
import { MOST_BIAS } from "./limits.js";

/**
 * Weights of a dense layer as levels in pairs of inputs, [pair][stride][2] of i16, and its biases as
 * integers on the scale of the accumulators. The images of the weights, which only the backward pass
 * needs, are made when asked for.
 */
export class IntegerWeights extends Weights {
  readonly stride: number;
  readonly pairs: Int16Array;
  readonly biases: Int32Array;
  /** The real number that 1 in an accumulator stands for; valid after `prepare`. */
  scale = 1;
  private readonly realBiases: Float32Array;

  /** `below`: what the layer takes its inputs from, whose grid must be fixed before `prepare`. */
  constructor(
    engine: Engine,
    quantiser: Quantiser,
    block: ParameterBlock,
    units: number,
    readonly inputs: number,
    private readonly below: { readonly grid: Grid | undefined },
  ) {
    const values = denseParts(block.values, units, inputs);
    super(engine, quantiser, values.weights, denseParts(block.gradients, units, inputs).weights);
    this.stride = values.stride;
    this.realBiases = values.biases;
    this.pairs = engine.arena.take(Int16Array, 2 * Math.ceil(inputs / 2) * this.stride);
    this.biases = engine.arena.take(Int32Array, this.stride);
  }

  override prepare(training: boolean): void {
    super.prepare(training);
    const { below, biases, grid, kernels, realBiases, stride } = this;
    this.scale = grid!.scale * below.grid!.scale;
    kernels.quantiseBiases(realBiases.byteOffset, biases.byteOffset, stride, this.scale, MOST_BIAS);
  }

  /** [units][inputs]. */
  levels(units: number): Int16Array {
    const { inputs, pairs, stride } = this;
    return Int16Array.from({ length: units * inputs }, (_, at) => {
      const unit = Math.floor(at / inputs);
      const input = at % inputs;
      return pairs[((input >> 1) * stride + unit) * 2 + (input & 1)];
    });
  }

  /** Writes the images of the weights to `offset`. */
  dequantise(): void {
    super.place(this.grid!);
  }

  protected override place({ highest, inverse, lowest }: Grid): void {
    const { inputs, kernels, pairs, stride, values } = this;
    kernels.weightPairs(
      values.byteOffset,
      pairs.byteOffset,
      inputs,
      stride,
      inverse,
      lowest,
      highest,
    );
  }
}
