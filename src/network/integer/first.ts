import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import { Dense } from "../dense.js";
import { SparseDense } from "../first.js";
import type { InputPlan } from "../input.js";
import type { ParameterBlock } from "../transformation.js";
import type { IntegerInput } from "./input.js";
import type { IntegerTransformation, Wiring } from "./transformation.js";
import type { IntegerWeights } from "./weights.js";

/** The first dense layer, on samples of the data set given by their indices. */
export function firstIntegerDense(
  engine: Engine,
  input: InputPlan,
  units: number,
  weights: IntegerWeights,
  block: ParameterBlock,
  lanes: number,
): IntegerTransformation {
  const { integer } = input;
  if (input.kind === "sparse" && integer?.kind === "sparse") {
    const gradients = new SparseDense(engine, input, units, weights, block, lanes);
    return new SparseIntegerDense(engine, integer, weights, gradients, lanes);
  }
  if (input.kind === "dense" && integer?.kind === "dense") {
    return new GatheredIntegerDense(engine, input, integer, units, weights, block, lanes);
  }
  throw new Error("integer arithmetic needs the inputs as levels");
}

/** Copies the pairs of the batch to rows of lanes; for the gradient, their real values. */
class GatheredIntegerDense implements IntegerTransformation {
  readonly wiring: Wiring;
  readonly rows: number;
  private readonly gradients: Dense;
  /** [pairs][lanes] of two levels. */
  private readonly batch: number;
  /** [features][lanes] of f32. */
  private readonly values: number;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly input: InputPlan & { kind: "dense" },
    private readonly integer: IntegerInput & { kind: "dense" },
    readonly units: number,
    readonly weights: IntegerWeights,
    block: ParameterBlock,
    lanes: number,
  ) {
    const { arena, kernels } = engine;
    this.kernels = kernels;
    this.wiring = { type: "dense", inputs: input.features };
    this.rows = units;
    this.gradients = new Dense(engine, units, input.features, weights, block);
    this.batch = arena.take(Int32Array, Math.ceil(input.features / 2) * lanes).byteOffset;
    this.values = arena.take(Float32Array, input.features * lanes).byteOffset;
  }

  get scale(): number {
    return this.weights.scale;
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  forward(samples: number, out: number, lanes: number): void {
    const { batch, input, integer, kernels, units } = this;
    const { biases, pairs, stride } = this.weights;
    kernels.gather(integer.pairs, Math.ceil(input.features / 2), samples, batch, lanes);
    kernels.integerAffinePairs(
      pairs.byteOffset,
      stride,
      biases.byteOffset,
      batch,
      out,
      units,
      input.features,
      lanes,
    );
  }

  backward(delta: number, samples: number, _inputDelta: number, lanes: number): void {
    const { input, kernels, values } = this;
    kernels.gather(input.values, input.features, samples, values, lanes);
    this.gradients.backward(delta, values, 0, lanes);
  }
}

/** Touches only the pairs that are not zero; works sample by sample with the units in the lanes. */
class SparseIntegerDense implements IntegerTransformation {
  readonly wiring: Wiring;
  readonly units: number;
  readonly rows: number;
  /** [lanes][rows]: accumulators, sample by sample. */
  private readonly samplewise: number;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly integer: IntegerInput & { kind: "sparse" },
    readonly weights: IntegerWeights,
    private readonly gradients: SparseDense,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    this.wiring = { type: "dense", inputs: weights.inputs };
    this.units = gradients.units;
    this.rows = gradients.rows;
    this.samplewise = engine.arena.take(Int32Array, lanes * this.rows).byteOffset;
  }

  get scale(): number {
    return this.weights.scale;
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  forward(samples: number, out: number, lanes: number): void {
    const { kernels, rows, samplewise } = this;
    const { entries, grid, starts } = this.integer;
    const { biases, pairs, stride } = this.weights;
    const rest = [
      ...([samples, pairs.byteOffset, biases.byteOffset, samplewise, stride, lanes] as const),
    ] as const;
    if (grid.bits > 8) kernels.sparseIntegerAffineWide(starts, entries, ...rest);
    else kernels.sparseIntegerAffine(starts, entries, grid.zeroPoint, ...rest);
    kernels.transpose(samplewise, rows, out, lanes, lanes, rows);
  }

  backward(delta: number, samples: number, inputDelta: number, lanes: number): void {
    this.gradients.backward(delta, samples, inputDelta, lanes);
  }
}
