import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import { Conv } from "./conv.js";
import { Dense, denseParts } from "./dense.js";
import type { ByteInput, DenseInput, InputPlan, SparseInput } from "./input.js";
import type { ConvSpec } from "./schema.js";
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
  if (input.kind === "sparse") {
    return new SparseDense(engine, input, units, weights, block, lanes);
  }
  const dense = new Dense(engine, units, input.features, weights, block);
  return new Gathered(engine, input, dense, lanes);
}

/** The first conv layer, on samples of the data set given by their indices. */
export function firstConv(
  engine: Engine,
  input: InputPlan,
  spec: ConvSpec,
  weights: Weights,
  block: ParameterBlock,
  lanes: number,
): Transformation {
  if (input.kind === "sparse" || !input.image) {
    throw new Error("a conv layer needs images with their zeros; see writeInputs");
  }
  const conv = new Conv(engine, spec, input.image, weights, block);
  return new Gathered(engine, input, conv, lanes);
}

/** A layer that may leave out inputs which are zero in all lanes; `occupied` as for Conv. */
interface Inner extends Transformation {
  readonly weights: Weights;
  prepare(training: boolean): void;
  forward(x: number, out: number, lanes: number, occupied?: number): void;
}

/** Copies the batch to rows of lanes, then works as the given layer. */
class Gathered implements Transformation {
  readonly units: number;
  readonly rows: number;
  readonly weights: Weights;
  private readonly batch: number;
  /** A byte for each feature: 0 where the batch has nothing but zeros; 0 when unknown. */
  private readonly occupied: number;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly input: DenseInput | ByteInput,
    private readonly inner: Inner,
    lanes: number,
  ) {
    this.kernels = engine.kernels;
    this.batch = engine.arena.take(Float32Array, input.features * lanes).byteOffset;
    this.occupied =
      input.kind === "bytes" ? engine.arena.take(Uint8Array, input.features).byteOffset : 0;
    this.units = inner.units;
    this.rows = inner.rows;
    this.weights = inner.weights;
  }

  prepare(training: boolean): void {
    this.inner.prepare(training);
  }

  forward(samples: number, out: number, lanes: number): void {
    this.gather(samples, lanes);
    this.inner.forward(this.batch, out, lanes, this.occupied);
  }

  backward(delta: number, _samples: number, _inputDelta: number, lanes: number): void {
    this.inner.backward(delta, this.batch, 0, lanes);
  }

  private gather(samples: number, lanes: number): void {
    const { batch, input, kernels, occupied } = this;
    const { features } = input;
    if (input.kind === "dense") {
      kernels.gather(input.values, features, samples, batch, lanes);
    } else {
      const { codes, divisor, scale, zeroPoint } = input;
      kernels.gatherBytes(
        ...([codes, features, samples, batch, occupied, lanes] as const),
        ...([zeroPoint, scale, divisor] as const),
      );
    }
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
