import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import type { Grid } from "../../quantize/grid.js";
import type { ByteInput, DenseInput, InputPlan } from "../input.js";
import type { ConvSpec } from "../schema.js";
import type { ParameterBlock } from "../transformation.js";
import { IntegerConv } from "./conv.js";
import type { IntegerTransformation } from "./transformation.js";
import type { IntegerWeights } from "./weights.js";

/** The first conv layer, on samples of the data set given by their indices. */
export function firstIntegerConv(
  engine: Engine,
  input: InputPlan,
  spec: ConvSpec,
  weights: IntegerWeights,
  block: ParameterBlock,
  lanes: number,
): IntegerTransformation {
  if (input.kind === "sparse" || !input.image || input.integer?.kind !== "image") {
    throw new Error("a conv layer needs images with their zeros; see writeInputs");
  }
  const conv = new IntegerConv(engine, spec, input.image, weights, block);
  return new GatheredIntegerConv(engine, input, input.integer.grid, conv, lanes);
}

/** Makes rows of levels of the batch; for the gradient, of their real values. */
class GatheredIntegerConv implements IntegerTransformation {
  readonly units: number;
  readonly rows: number;
  readonly weights: IntegerWeights;
  readonly wiring: IntegerTransformation["wiring"];
  /** [features][lanes] of i16, and of f32. */
  private readonly levels: number;
  private readonly values: number;
  private readonly kernels: Kernels;

  constructor(
    engine: Engine,
    private readonly input: DenseInput | ByteInput,
    private readonly grid: Grid,
    private readonly conv: IntegerConv,
    lanes: number,
  ) {
    const { arena, kernels } = engine;
    this.kernels = kernels;
    this.units = conv.units;
    this.rows = conv.rows;
    this.weights = conv.weights;
    this.wiring = conv.wiring;
    this.levels = arena.take(Int16Array, input.features * lanes).byteOffset;
    this.values = arena.take(Float32Array, input.features * lanes).byteOffset;
  }

  get scale(): number {
    return this.conv.scale;
  }

  prepare(training: boolean): void {
    this.conv.prepare(training);
  }

  forward(samples: number, out: number, lanes: number): void {
    this.gather(samples, lanes);
    this.conv.forward(this.levels, out, lanes);
  }

  /** `_samples`: those of the last forward pass, whose levels are still there. */
  backward(delta: number, _samples: number, _inputDelta: number, lanes: number): void {
    const { grid, input, kernels, levels, values } = this;
    kernels.dequantiseLevels(levels, values, input.features * lanes, grid.scale);
    this.conv.backward(delta, values, 0, lanes);
  }

  private gather(samples: number, lanes: number): void {
    const { grid, input, kernels, levels, values } = this;
    const { features } = input;
    if (input.kind === "bytes") {
      kernels.gatherLevels(input.codes, features, samples, levels, lanes, grid.zeroPoint);
    } else {
      const { highest, inverse, lowest } = grid;
      kernels.gather(input.values, features, samples, values, lanes);
      kernels.levels(values, levels, features * lanes, inverse, lowest, highest);
    }
  }
}
