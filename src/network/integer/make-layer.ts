import type { Engine } from "../../engine/engine.js";
import type { Layer } from "../layer.js";
import type { LayerPlan, Quantisers } from "../make-layer.js";
import { weightShape } from "../parameters.js";
import type { ConvSpec, DenseSpec, MaxPoolSpec } from "../schema.js";
import type { ImageShape } from "../shapes.js";
import { IntegerConv } from "./conv.js";
import { IntegerDense } from "./dense.js";
import { firstIntegerDense } from "./first.js";
import { firstIntegerConv } from "./first-conv.js";
import { IntegerLayer } from "./layer.js";
import { IntegerMaxPoolLayer } from "./max-pool.js";
import type { IntegerTransformation } from "./transformation.js";
import { IntegerWeights } from "./weights.js";

/** A dense or conv layer whose forward pass is integer arithmetic; see makeLayer. */
export function integerLayer(
  engine: Engine,
  plan: LayerPlan<DenseSpec | ConvSpec>,
  quantisers: Quantisers,
): IntegerLayer {
  const { below, block, data, lanes, shape, spec } = plan;
  const { activations } = quantisers;
  const source = below ?? data.integer;
  if (activations.bits === "float" || quantisers.weights.bits === "float" || !source?.grid) {
    throw new RangeError("integer arithmetic needs bits for inputs, weights and activations");
  }
  const { inputs, units } = weightShape(spec, shape);
  const weights = new IntegerWeights(engine, quantisers.weights, block, units, inputs, source);
  const linear = transformation(engine, plan, inputs, weights);
  const { bits, range } = activations;
  return new IntegerLayer(engine, linear, spec.activation, bits, range, lanes);
}

function transformation(
  engine: Engine,
  { below, block, data, lanes, shape, spec }: LayerPlan<DenseSpec | ConvSpec>,
  inputs: number,
  weights: IntegerWeights,
): IntegerTransformation {
  if (spec.type === "dense") {
    return below
      ? new IntegerDense(engine, spec.units, inputs, weights, block)
      : firstIntegerDense(engine, data, spec.units, weights, block, lanes);
  }
  return below
    ? new IntegerConv(engine, spec, shape as ImageShape, weights, block)
    : firstIntegerConv(engine, data, spec, weights, block, lanes);
}

/** A max-pool layer on a layer in integer arithmetic. */
export function integerMaxPoolLayer(
  engine: Engine,
  below: Layer,
  size: MaxPoolSpec["size"],
  input: ImageShape,
  lanes: number,
): IntegerMaxPoolLayer {
  if (!(below instanceof IntegerLayer || below instanceof IntegerMaxPoolLayer)) {
    throw new RangeError("max-pooling of levels needs a layer in integer arithmetic below it");
  }
  return new IntegerMaxPoolLayer(engine, below, size, input, lanes);
}
