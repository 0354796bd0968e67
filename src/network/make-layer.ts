import type { Engine } from "../engine/engine.js";
import type { Quantiser } from "../quantize/schema.js";
import { Conv } from "./conv.js";
import { Dense, denseWeights } from "./dense.js";
import { firstConv, firstDense } from "./first.js";
import { FloatLayer } from "./float-layer.js";
import type { InputPlan } from "./input.js";
import { IntegerDense } from "./integer/dense.js";
import { firstIntegerDense } from "./integer/first.js";
import { IntegerLayer } from "./integer/layer.js";
import { IntegerWeights } from "./integer/weights.js";
import type { Layer } from "./layer.js";
import { MaxPoolLayer } from "./max-pool.js";
import type { ConvSpec, DenseSpec, MaxPoolSpec } from "./schema.js";
import { type ImageShape, type Shape, unitsOf } from "./shapes.js";
import type { ParameterBlock, Transformation } from "./transformation.js";

/** What all layers of a network have in common. */
interface Defaults {
  arithmetic?: "float" | "integer";
  quantisation: { weights: Quantiser; activations: Quantiser };
}

/** What a layer is made from. */
export interface LayerPlan<Spec = DenseSpec | ConvSpec | MaxPoolSpec> {
  spec: Spec;
  block: ParameterBlock;
  /** What it takes: activations of the layer below, or of the data for the first layer. */
  shape: Shape;
  below: Layer | undefined;
  data: InputPlan;
  /** True when a max-pool layer follows. */
  pooled: boolean;
  lanes: number;
}

interface Quantisers {
  weights: Quantiser;
  activations: Quantiser;
}

/** A layer with states of its own. Throws a RangeError for float quantisers in integer arithmetic. */
export function makeLayer(engine: Engine, defaults: Defaults, plan: LayerPlan): Layer {
  const { spec } = plan;
  if (spec.type === "max-pool") return maxPoolLayer(engine, { ...plan, spec });
  const quantisers = {
    weights: spec.weights ?? defaults.quantisation.weights,
    activations: spec.activations ?? defaults.quantisation.activations,
  };
  if (defaults.arithmetic !== "integer") return floatLayer(engine, { ...plan, spec }, quantisers);
  if (spec.type === "conv") throw new RangeError("integer arithmetic has no conv layers");
  return integerLayer(engine, { ...plan, spec }, quantisers);
}

function maxPoolLayer(
  engine: Engine,
  { below, lanes, shape, spec }: LayerPlan<MaxPoolSpec>,
): MaxPoolLayer {
  if (!below) throw new RangeError("a max-pool layer needs a layer below it");
  return new MaxPoolLayer(engine, below, spec.size, shape as ImageShape, lanes);
}

function floatLayer(
  engine: Engine,
  plan: LayerPlan<DenseSpec | ConvSpec>,
  quantisers: Quantisers,
): FloatLayer {
  const { lanes, pooled, spec } = plan;
  const transformation =
    spec.type === "dense"
      ? floatDense(engine, { ...plan, spec }, quantisers.weights)
      : floatConv(engine, { ...plan, spec }, quantisers.weights);
  const { activations } = quantisers;
  return new FloatLayer(engine, transformation, spec.activation, activations, lanes, pooled);
}

function floatDense(
  engine: Engine,
  { below, block, data, lanes, shape, spec: { units } }: LayerPlan<DenseSpec>,
  quantiser: Quantiser,
): Transformation {
  const inputs = unitsOf(shape);
  const weights = denseWeights(engine, units, inputs, quantiser, block);
  return below
    ? new Dense(engine, units, inputs, weights, block)
    : firstDense(engine, data, units, weights, block, lanes);
}

function floatConv(
  engine: Engine,
  { below, block, data, lanes, shape, spec }: LayerPlan<ConvSpec>,
  quantiser: Quantiser,
): Transformation {
  const image = shape as ImageShape;
  const places = spec.kernel[0] * spec.kernel[1] * image.channels;
  const weights = denseWeights(engine, spec.channels, places, quantiser, block);
  return below
    ? new Conv(engine, spec, image, weights, block)
    : firstConv(engine, data, spec, weights, block, lanes);
}

function integerLayer(
  engine: Engine,
  { below, block, data, lanes, shape, spec }: LayerPlan<DenseSpec>,
  quantisers: Quantisers,
): IntegerLayer {
  const { activations } = quantisers;
  const { activation, units } = spec;
  const inputs = unitsOf(shape);
  const source = below ?? data.integer;
  if (activations.bits === "float" || quantisers.weights.bits === "float" || !source?.grid) {
    throw new RangeError("integer arithmetic needs bits for inputs, weights and activations");
  }
  const weights = new IntegerWeights(engine, quantisers.weights, block, units, inputs, source);
  const transformation = below
    ? new IntegerDense(engine, units, inputs, weights, block)
    : firstIntegerDense(engine, data, units, weights, block, lanes);
  const { bits, range } = activations;
  return new IntegerLayer(engine, transformation, activation, bits, range, lanes);
}
