import type { Engine } from "../engine/engine.js";
import { Conv } from "./conv.js";
import { Dense, denseWeights } from "./dense.js";
import { firstConv, firstDense } from "./first.js";
import { FloatLayer } from "./float-layer.js";
import type { LayerPlan, Quantisers } from "./make-layer.js";
import { weightShape } from "./parameters.js";
import type { ConvSpec, DenseSpec } from "./schema.js";
import type { ImageShape } from "./shapes.js";
import type { Transformation } from "./transformation.js";
import type { Weights } from "./weights.js";

/** A dense or conv layer that computes in f32. */
export function floatLayer(
  engine: Engine,
  plan: LayerPlan<DenseSpec | ConvSpec>,
  quantisers: Quantisers,
): FloatLayer {
  const { block, lanes, pooled, shape, spec } = plan;
  const { inputs, units } = weightShape(spec, shape);
  const weights = denseWeights(engine, units, inputs, quantisers.weights, block);
  const linear = transformation(engine, plan, inputs, weights);
  return new FloatLayer(engine, linear, spec.activation, quantisers.activations, lanes, pooled);
}

function transformation(
  engine: Engine,
  { below, block, data, lanes, shape, spec }: LayerPlan<DenseSpec | ConvSpec>,
  inputs: number,
  weights: Weights,
): Transformation {
  if (spec.type === "dense") {
    return below
      ? new Dense(engine, spec.units, inputs, weights, block)
      : firstDense(engine, data, spec.units, weights, block, lanes);
  }
  return below
    ? new Conv(engine, spec, shape as ImageShape, weights, block)
    : firstConv(engine, data, spec, weights, block, lanes);
}
