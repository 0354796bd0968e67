import type { Engine } from "../../engine/engine.js";
import { Dense } from "../dense.js";
import { SparseDense } from "../first.js";
import type { InputPlan } from "../input.js";
import type { ParameterBlock } from "../transformation.js";
import type { IntegerInput } from "./input.js";
import { IntegerLinear } from "./linear.js";
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
class GatheredIntegerDense extends IntegerLinear {
  readonly wiring: Wiring;
  /** [pairs][lanes] of two levels. */
  private readonly batch: number;
  /** [features][lanes] of f32. */
  private readonly values: number;

  constructor(
    engine: Engine,
    private readonly input: InputPlan & { kind: "dense" },
    private readonly integer: IntegerInput & { kind: "dense" },
    units: number,
    weights: IntegerWeights,
    block: ParameterBlock,
    lanes: number,
  ) {
    super(engine, weights, new Dense(engine, units, input.features, weights, block));
    const { arena } = engine;
    this.wiring = { type: "dense", inputs: input.features };
    this.batch = arena.take(Int32Array, Math.ceil(input.features / 2) * lanes).byteOffset;
    this.values = arena.take(Float32Array, input.features * lanes).byteOffset;
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

  override backward(delta: number, samples: number, _inputDelta: number, lanes: number): void {
    const { input, kernels, values } = this;
    kernels.gather(input.values, input.features, samples, values, lanes);
    super.backward(delta, values, 0, lanes);
  }
}

/** Touches only the pairs that are not zero; works sample by sample with the units in the lanes. */
class SparseIntegerDense extends IntegerLinear {
  readonly wiring: Wiring;
  /** [lanes][rows]: accumulators, sample by sample. */
  private readonly samplewise: number;

  constructor(
    engine: Engine,
    private readonly integer: IntegerInput & { kind: "sparse" },
    weights: IntegerWeights,
    gradients: SparseDense,
    lanes: number,
  ) {
    super(engine, weights, gradients);
    this.wiring = { type: "dense", inputs: weights.inputs };
    this.samplewise = engine.arena.take(Int32Array, lanes * this.rows).byteOffset;
  }

  forward(samples: number, out: number, lanes: number): void {
    const { kernels, rows, samplewise } = this;
    const { entries, grid, starts } = this.integer;
    const { biases, pairs, stride } = this.weights;
    const rest = [samples, pairs.byteOffset, biases.byteOffset, samplewise, stride, lanes] as const;
    if (grid.bits > 8) kernels.sparseIntegerAffineWide(starts, entries, ...rest);
    else kernels.sparseIntegerAffine(starts, entries, grid.zeroPoint, ...rest);
    kernels.transpose(samplewise, rows, out, lanes, lanes, rows);
  }
}
