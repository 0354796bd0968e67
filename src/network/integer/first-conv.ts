import type { Engine } from "../../engine/engine.js";
import type { Grid } from "../../quantize/grid.js";
import type { ByteInput, DenseInput, InputPlan } from "../input.js";
import type { ConvSpec } from "../schema.js";
import type { ImageShape } from "../shapes.js";
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
  const { image, integer } = input;
  return new GatheredIntegerConv(engine, input, image, integer.grid, spec, weights, block, lanes);
}

/** Makes rows of levels of the batch; for the gradient, of their real values. */
class GatheredIntegerConv extends IntegerConv {
  /** [features][lanes] of i16, and of f32. */
  private readonly levels: number;
  private readonly values: number;

  constructor(
    engine: Engine,
    private readonly input: DenseInput | ByteInput,
    image: ImageShape,
    private readonly grid: Grid,
    spec: ConvSpec,
    weights: IntegerWeights,
    block: ParameterBlock,
    lanes: number,
  ) {
    super(engine, spec, image, weights, block);
    const { arena } = engine;
    this.levels = arena.take(Int16Array, input.features * lanes).byteOffset;
    this.values = arena.take(Float32Array, input.features * lanes).byteOffset;
  }

  override forward(samples: number, out: number, lanes: number): void {
    this.gather(samples, lanes);
    super.forward(this.levels, out, lanes);
  }

  /** `_samples`: those of the last forward pass, whose levels are still there. */
  override backward(delta: number, _samples: number, _inputDelta: number, lanes: number): void {
    const { grid, input, kernels, levels, values } = this;
    kernels.dequantiseLevels(levels, values, input.features * lanes, grid.scale);
    super.backward(delta, values, 0, lanes);
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
