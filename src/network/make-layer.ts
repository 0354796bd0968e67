import type { Engine } from "../engine/engine.js";
import type { Quantiser } from "../quantize/schema.js";
import { Dense, denseWeights } from "./dense.js";
import { firstDense } from "./first.js";
import { FloatLayer } from "./float-layer.js";
import type { InputPlan } from "./input.js";
import { IntegerDense } from "./integer/dense.js";
import { firstIntegerDense } from "./integer/first.js";
import { IntegerLayer } from "./integer/layer.js";
import { IntegerWeights } from "./integer/weights.js";
import type { Layer } from "./layer.js";
import type { LayerSpec } from "./schema.js";
import type { ParameterBlock } from "./transformation.js";

/** What a layer is made from. */
export interface LayerPlan {
  spec: LayerSpec;
  weights: Quantiser;
  activations: Quantiser;
  /** Number of inputs. */
  inputs: number;
  block: ParameterBlock;
  /** The layer below; the first layer takes the data instead. */
  below: Layer | undefined;
  data: InputPlan;
  lanes: number;
}

/** A dense layer that computes in f32. */
export function floatLayer(engine: Engine, plan: LayerPlan): FloatLayer {
  const { activations, below, block, data, inputs, lanes, spec } = plan;
  const { activation, units } = spec;
  const weights = denseWeights(engine, units, inputs, plan.weights, block);
  const transformation = below
    ? new Dense(engine, units, inputs, weights, block)
    : firstDense(engine, data, units, weights, block, lanes);
  return new FloatLayer(engine, transformation, activation, activations, lanes);
}

/** A dense layer whose forward pass is integer arithmetic. Throws a RangeError for float quantisers. */
export function integerLayer(engine: Engine, plan: LayerPlan): IntegerLayer {
  const { activations, below, block, data, inputs, lanes, spec } = plan;
  const { activation, units } = spec;
  const source = below ?? data.integer;
  if (activations.bits === "float" || plan.weights.bits === "float" || !source?.grid) {
    throw new RangeError("integer arithmetic needs bits for inputs, weights and activations");
  }
  const weights = new IntegerWeights(engine, plan.weights, block, units, inputs, source);
  const transformation = below
    ? new IntegerDense(engine, units, inputs, weights, block)
    : firstIntegerDense(engine, data, units, weights, block, lanes);
  const { bits, range } = activations;
  return new IntegerLayer(engine, transformation, activation, bits, range, lanes);
}
