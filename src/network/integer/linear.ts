import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import type { Conv } from "../conv.js";
import type { Dense } from "../dense.js";
import type { SparseDense } from "../first.js";
import type { IntegerTransformation, Wiring } from "./transformation.js";
import type { IntegerWeights } from "./weights.js";

/** A layer on levels whose gradients are those of the float layer on what the levels stand for. */
export abstract class IntegerLinear implements IntegerTransformation {
  abstract readonly wiring: Wiring;
  protected readonly kernels: Kernels;

  constructor(
    engine: Engine,
    readonly weights: IntegerWeights,
    private readonly gradients: Dense | Conv | SparseDense,
  ) {
    this.kernels = engine.kernels;
  }

  get units(): number {
    return this.gradients.units;
  }

  get rows(): number {
    return this.gradients.rows;
  }

  get scale(): number {
    return this.weights.scale;
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  abstract forward(x: number, out: number, lanes: number): void;

  backward(delta: number, x: number, inputDelta: number, lanes: number): void {
    if (inputDelta) this.weights.dequantise();
    this.gradients.backward(delta, x, inputDelta, lanes);
  }
}
