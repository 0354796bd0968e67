import type { Engine } from "../../engine/engine.js";
import { Dense } from "../dense.js";
import type { ParameterBlock } from "../transformation.js";
import { IntegerLinear } from "./linear.js";
import type { Wiring } from "./transformation.js";
import type { IntegerWeights } from "./weights.js";

/** A dense layer on the levels of the layer below. */
export class IntegerDense extends IntegerLinear {
  readonly wiring: Wiring;

  constructor(
    engine: Engine,
    units: number,
    private readonly inputs: number,
    weights: IntegerWeights,
    block: ParameterBlock,
  ) {
    super(engine, weights, new Dense(engine, units, inputs, weights, block));
    this.wiring = { type: "dense", inputs };
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
}
