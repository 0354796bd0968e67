import type { Engine } from "../engine/engine.js";
import type { Quantiser } from "../quantize/schema.js";
import { FloatMaxPoolLayer } from "./float-max-pool.js";
import type { InputPlan } from "./input.js";
import { integerLayer, integerMaxPoolLayer } from "./integer/make-layer.js";
import type { Layer } from "./layer.js";
import { floatLayer } from "./make-float-layer.js";
import type { ConvSpec, DenseSpec, MaxPoolSpec } from "./schema.js";
import type { ImageShape, Shape } from "./shapes.js";
import type { ParameterBlock } from "./transformation.js";

export interface Quantisers {
  weights: Quantiser;
  activations: Quantiser;
}

/** What all layers of a network have in common. */
interface Defaults {
  arithmetic?: "float" | "integer";
  quantisation: Quantisers;
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

/** A layer with states of its own. Throws a RangeError for float quantisers in integer arithmetic. */
export function makeLayer(engine: Engine, defaults: Defaults, plan: LayerPlan): Layer {
  const { spec } = plan;
  const integer = defaults.arithmetic === "integer";
  if (spec.type === "max-pool") {
    const { below, lanes, shape } = plan;
    if (!below) throw new RangeError("a max-pool layer needs a layer below it");
    return integer
      ? integerMaxPoolLayer(engine, below, spec.size, shape as ImageShape, lanes)
      : new FloatMaxPoolLayer(engine, below, spec.size, shape as ImageShape, lanes);
  }
  const quantisers = {
    weights: spec.weights ?? defaults.quantisation.weights,
    activations: spec.activations ?? defaults.quantisation.activations,
  };
  const make = integer ? integerLayer : floatLayer;
  return make(engine, { ...plan, spec }, quantisers);
}
