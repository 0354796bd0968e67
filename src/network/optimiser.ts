import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { OptimiserSpec } from "./schema.js";
import type { ParameterBlock } from "./transformation.js";

/** Updates all parameters of a network at once. */
export class Optimiser {
  /** Moments, by name; part of a checkpoint. */
  readonly moments: Record<string, Float32Array>;
  /** beta1^t and beta2^t of Adam. */
  powers: [number, number] = [1, 1];
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly spec: OptimiserSpec,
    private readonly parameters: ParameterBlock,
  ) {
    this.kernels = engine.kernels;
    const size = parameters.values.length;
    const names = spec.name === "adam" ? ["mean", "square"] : ["velocity"];
    this.moments = Object.fromEntries(
      names.map((name) => [name, engine.arena.take(Float32Array, size)]),
    );
  }

  reset(): void {
    for (const moment of Object.values(this.moments)) moment.fill(0);
    this.powers = [1, 1];
  }

  step(): void {
    const { kernels, moments, parameters, powers, spec } = this;
    const { gradients, values } = parameters;
    if (spec.name === "sgd") {
      kernels.sgd(
        values.byteOffset,
        gradients.byteOffset,
        moments.velocity.byteOffset,
        values.length,
        spec.learningRate,
        spec.momentum,
      );
      return;
    }
    powers[0] *= spec.beta1;
    powers[1] *= spec.beta2;
    const rate = (spec.learningRate * Math.sqrt(1 - powers[1])) / (1 - powers[0]);
    kernels.adam(
      values.byteOffset,
      gradients.byteOffset,
      moments.mean.byteOffset,
      moments.square.byteOffset,
      values.length,
      rate,
      spec.beta1,
      spec.beta2,
      spec.epsilon,
    );
  }
}
