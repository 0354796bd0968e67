import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { roundUpTo } from "../numerics/round.js";
import type { Quantiser } from "../quantize/schema.js";
import type { ParameterBlock, Transformation } from "./transformation.js";
import { Weights } from "./weights.js";

/*
 * Parameters of a dense layer: weights [inputs][stride], then biases [stride], where stride is the
 * number of units rounded up to a multiple of 4 and the padding stays zero.
 */

/** How many parameters, padding included, a dense layer has. */
export function denseParameters(units: number, inputs: number): number {
  return (inputs + 1) * roundUpTo(units, 4);
}

/** Weights and biases within a dense layer's parameters or gradients. */
export function denseParts(block: Float32Array, units: number, inputs: number) {
  const stride = roundUpTo(units, 4);
  return {
    stride,
    weights: block.subarray(0, inputs * stride),
    biases: block.subarray(inputs * stride),
  };
}

/** The weights of a dense layer. */
export function denseWeights(
  engine: Engine,
  units: number,
  inputs: number,
  quantiser: Quantiser,
  block: ParameterBlock,
): Weights {
  const values = denseParts(block.values, units, inputs);
  const gradients = denseParts(block.gradients, units, inputs);
  return new Weights(engine, quantiser, values.weights, gradients.weights);
}

/** A dense layer on the rows of the layer below. */
export class Dense implements Transformation {
  readonly rows: number;
  private readonly stride: number;
  private readonly biases: Float32Array;
  private readonly weightGradients: Float32Array;
  private readonly biasGradients: Float32Array;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    readonly units: number,
    private readonly inputs: number,
    readonly weights: Weights,
    block: ParameterBlock,
  ) {
    this.kernels = engine.kernels;
    this.rows = units;
    const values = denseParts(block.values, units, inputs);
    const gradients = denseParts(block.gradients, units, inputs);
    this.stride = values.stride;
    this.biases = values.biases;
    this.weightGradients = gradients.weights;
    this.biasGradients = gradients.biases;
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  forward(x: number, out: number, lanes: number): void {
    const { biases, inputs, kernels, stride, units, weights } = this;
    kernels.affine(weights.offset, 1, stride, biases.byteOffset, x, out, units, inputs, lanes);
  }

  backward(delta: number, x: number, inputDelta: number, lanes: number): void {
    const { biasGradients, inputs, kernels, stride, units, weightGradients, weights } = this;
    const dw = weightGradients.byteOffset;
    kernels.weightGradient(delta, x, dw, 1, stride, units, inputs, lanes);
    kernels.rowSums(delta, biasGradients.byteOffset, units, lanes);
    weights.maskGradients();
    if (inputDelta) {
      kernels.affine(weights.offset, stride, 1, 0, delta, inputDelta, inputs, units, lanes);
    }
  }
}
