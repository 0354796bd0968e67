import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { Dense, denseParts } from "./dense.js";
import type { InputPlan, SparseInput } from "./input.js";
import type { ParameterBlock, Transformation } from "./transformation.js";
import type { Weights } from "./weights.js";

/** The first dense layer, on samples of the data set given by their indices. */
export function firstDense(
  engine: Engine,
  input: InputPlan,
  units: number,
  weights: Weights,
  block: ParameterBlock,
  lanes: number,
): Transformation {
  return input.kind === "sparse"
    ? new SparseDense(engine, input, units, weights, block, lanes)
    : new GatheredDense(engine, input, units, weights, block, lanes);
}

/** Copies the batch to rows of lanes, then works as any dense layer. */
class GatheredDense implements Transformation {
  readonly rows: number;
  private readonly dense: Dense;
  private readonly batch: number;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly input: InputPlan & { kind: "dense" },
    readonly units: number,
    readonly weights: Weights,
    block: ParameterBlock,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    this.dense = new Dense(engine, units, input.features, weights, block);
    this.batch = engine.arena.take(Float32Array, input.features * lanes).byteOffset;
    this.rows = this.dense.rows;
  }

  prepare(training: boolean): void {
    this.dense.prepare(training);
  }

  forward(samples: number, out: number, lanes: number): void {
    const { batch, input, kernels } = this;
    kernels.gather(input.values, input.features, samples, batch, lanes);
    this.dense.forward(batch, out, lanes);
  }

  backward(delta: number, _samples: number, _inputDelta: number, lanes: number): void {
    this.dense.backward(delta, this.batch, 0, lanes);
  }
}

/** Touches only the non-zero inputs; works sample by sample with the units in the lanes. */
export class SparseDense implements Transformation {
  readonly rows: number;
  private readonly biases: Float32Array;
  private readonly weightGradients: Float32Array;
  private readonly biasGradients: Float32Array;
  /** [lanes][rows]: outputs or deltas, sample by sample. */
  private readonly samplewise: Float32Array;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly input: SparseInput,
    readonly units: number,
    readonly weights: Weights,
    block: ParameterBlock,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    const values = denseParts(block.values, units, input.features);
    const gradients = denseParts(block.gradients, units, input.features);
    this.rows = values.stride;
    this.biases = values.biases;
    this.weightGradients = gradients.weights;
    this.biasGradients = gradients.biases;
    this.samplewise = engine.arena.take(Float32Array, lanes * this.rows);
  }

  prepare(training: boolean): void {
    this.weights.prepare(training);
  }

  forward(samples: number, out: number, lanes: number): void {
    const { biases, input, kernels, rows, samplewise, weights } = this;
    kernels.sparseAffine(
      input.starts,
      input.entries,
      input.levels,
      samples,
      weights.offset,
      biases.byteOffset,
      samplewise.byteOffset,
      rows,
      lanes,
    );
    kernels.transpose(samplewise.byteOffset, rows, out, lanes, lanes, rows);
  }

  backward(delta: number, samples: number, _inputDelta: number, lanes: number): void {
    const { biasGradients, input, kernels, rows, samplewise, units, weightGradients } = this;
    kernels.transpose(delta, lanes, samplewise.byteOffset, rows, rows, lanes);
    this.clearPadding(lanes);
    kernels.sparseWeightGradient(
      input.starts,
      input.entries,
      input.levels,
      samples,
      samplewise.byteOffset,
      weightGradients.byteOffset,
      input.features,
      rows,
      lanes,
    );
    kernels.rowSums(delta, biasGradients.byteOffset, units, lanes);
    this.weights.maskGradients();
  }

  private clearPadding(lanes: number): void {
    const { rows, samplewise, units } = this;
    if (rows === units) return;
    for (let at = 0; at < lanes * rows; at += rows) samplewise.fill(0, at + units, at + rows);
  }
}
