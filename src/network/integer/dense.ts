import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import { Dense } from "../dense.js";
import type { ParameterBlock } from "../transformation.js";
import type { IntegerTransformation } from "./transformation.js";
import type { IntegerWeights } from "./weights.js";

/** A dense layer on the levels of the layer below. Its gradients are those of the float layer. */
export class IntegerDense implements IntegerTransformation {
  readonly rows: number;
  private readonly gradients: Dense;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    readonly units: number,
    private readonly inputs: number,
    readonly weights: IntegerWeights,
    block: ParameterBlock,
  ) {
    this.kernels = engine.kernels;
    this.rows = units;
    this.gradients = new Dense(engine, units, inputs, weights, block);
  }

  get scale(): number {
    return this.weights.scale;
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  forward(x: number, out: number, lanes: number): void {
    const { inputs, kernels, units } = this;
    const { biases, pairs, stride } = this.weights;
    kernels.integerAffine(
      pairs.byteOffset,
      stride,
      biases.byteOffset,
      x,
      out,
      units,
      inputs,
      lanes,
    );
  }

  backward(delta: number, x: number, inputDelta: number, lanes: number): void {
    if (inputDelta) this.weights.dequantise();
    this.gradients.backward(delta, x, inputDelta, lanes);
  }
}
