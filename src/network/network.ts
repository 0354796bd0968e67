import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { RandomStream } from "../numerics/random.js";
import { roundUpTo } from "../numerics/round.js";
import type { RangeState, RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import { Conv } from "./conv.js";
import { Dense, denseParameters } from "./dense.js";
import { firstConv, firstDense } from "./first.js";
import { GradientMoments } from "./gradient-moments.js";
import { initialiseWeights, type WeightShape } from "./initialise.js";
import type { InputPlan } from "./input.js";
import { Layer } from "./layer.js";
import { MaxPoolLayer } from "./max-pool.js";
import { Optimiser } from "./optimiser.js";
import type {
  ConvSpec,
  DenseSpec,
  Initialisation,
  LayerSpec,
  NetworkSpec,
  OptimiserSpec,
} from "./schema.js";
import { type ImageShape, type Shape, shapesOf, unitsOf } from "./shapes.js";
import type { ParameterBlock } from "./transformation.js";

/** What a network is made from. */
export interface NetworkPlan {
  network: NetworkSpec;
  quantisation: { weights: Quantiser; activations: Quantiser };
  optimiser: OptimiserSpec;
}

/** Batches are padded to a multiple of this many lanes by repeating their last sample. */
export const LANES = 16;

/** A feed-forward network with softmax output and cross entropy loss, and its optimiser. */
export class Network {
  /** Those with states of their own, T1, T2 ..: all but "flatten". */
  readonly layers: (Layer | MaxPoolLayer)[] = [];
  readonly parameters: ParameterBlock;
  readonly optimiser: Optimiser;
  readonly gradientMoments: GradientMoments;
  /** Softmax of the output layer, [classes][lanes], and log of its denominator, [lanes]. */
  readonly probabilities: Float32Array;
  readonly normaliser: Float32Array;
  private readonly trackers: RangeTracker[] = [];
  private readonly blocks: {
    values: Float32Array;
    shape: WeightShape;
    spec: ConvSpec | DenseSpec;
    index: number;
  }[] = [];
  private readonly initialisation: Initialisation;
  private readonly samples: Uint32Array;
  private readonly labels: Uint8Array;
  private readonly kernels: Kernels;

  /** `lanes`: the widest batch that will be passed, a multiple of 16. */
  constructor(engine: Engine, plan: NetworkPlan, input: InputPlan, lanes: number) {
    this.kernels = engine.kernels;
    const { layers: specs } = plan.network;
    this.initialisation = plan.network.initialisation;
    const inputShape = input.image ?? { units: input.features };
    const shapes = [inputShape, ...shapesOf(inputShape, specs)];
    const sizes = specs.map((spec, l) => {
      const shape = weightShape(spec, shapes[l]);
      return shape ? denseParameters(shape.units, shape.inputs) : 0;
    });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    this.parameters = {
      values: engine.arena.take(Float32Array, total),
      gradients: engine.arena.take(Float32Array, total),
    };
    let start = 0;
    specs.forEach((spec, l) => {
      const block = slice(this.parameters, start, (start += sizes[l]));
      if (spec.type === "flatten") return;
      if (spec.type === "max-pool") {
        const below = this.layers[this.layers.length - 1];
        const shape = shapes[l] as ImageShape;
        this.layers.push(new MaxPoolLayer(engine, below, spec.size, shape, lanes));
        return;
      }
      const first = this.layers.length === 0 ? input : undefined;
      const quantiser = spec.weights ?? plan.quantisation.weights;
      const transformation =
        spec.type === "dense"
          ? first
            ? firstDense(engine, first, spec.units, quantiser, block, lanes)
            : new Dense(engine, spec.units, unitsOf(shapes[l]), quantiser, block)
          : first
            ? firstConv(engine, first, spec, quantiser, block, lanes)
            : new Conv(engine, spec, shapes[l] as ImageShape, quantiser, block);
      const activations = spec.activations ?? plan.quantisation.activations;
      const pooled = specs[l + 1]?.type === "max-pool";
      const layer = new Layer(engine, transformation, spec.activation, activations, lanes, pooled);
      this.layers.push(layer);
      this.trackers.push(transformation.weights.tracker, layer.tracker);
      const shape = weightShape(spec, shapes[l])!;
      this.blocks.push({ values: block.values, shape, spec, index: l });
    });
    this.gradientMoments = new GradientMoments(engine, this.parameters.gradients);
    const classes = this.output.units;
    this.probabilities = engine.arena.take(Float32Array, classes * lanes);
    this.normaliser = engine.arena.take(Float32Array, lanes);
    this.samples = engine.arena.take(Uint32Array, lanes);
    this.labels = engine.arena.take(Uint8Array, lanes);
    this.optimiser = new Optimiser(engine, plan.optimiser, this.parameters);
  }

  get output(): Layer | MaxPoolLayer {
    return this.layers[this.layers.length - 1];
  }

  /** Starts afresh: new weights (one child stream per layer), optimiser and ranges as new. */
  begin(random: RandomStream): void {
    this.optimiser.reset();
    for (const tracker of this.trackers) tracker.reset();
    for (const { index, shape, spec, values } of this.blocks) {
      const initialisation = spec.initialisation ?? this.initialisation;
      initialiseWeights(values, shape, initialisation, random.child(index));
    }
  }

  /**
   * One step of the optimiser on the samples order[from] .. order[to - 1]; `order` and `labelOf`, the
   * label of every sample, lie in the engine's memory.
   */
  trainBatch(order: Uint32Array, from: number, to: number, labelOf: Uint8Array): void {
    const count = to - from;
    const lanes = roundUpTo(count, LANES);
    this.kernels.takeBatch(
      order.byteOffset + 4 * from,
      labelOf.byteOffset,
      this.samples.byteOffset,
      this.labels.byteOffset,
      count,
      lanes,
    );
    this.forward(lanes);
    this.backward(count, lanes);
    this.optimiser.step();
  }

  /** Softmax of the rows at `logits` to `probabilities`, its log denominator to `normaliser`. */
  softmax(logits: number, lanes: number): void {
    const { kernels, normaliser, output, probabilities } = this;
    kernels.softmax(logits, probabilities.byteOffset, normaliser.byteOffset, output.units, lanes);
  }

  endEpoch(epochs: number): void {
    for (const tracker of this.trackers) tracker.endEpoch(epochs);
  }

  saveRanges(): RangeState[] {
    return this.trackers.map((tracker) => tracker.save());
  }

  restoreRanges(states: RangeState[]): void {
    states.forEach((state, t) => {
      this.trackers[t].restore(state);
    });
  }

  private forward(lanes: number): void {
    let x = this.samples.byteOffset;
    for (const layer of this.layers) {
      layer.transformation.prepare(true);
      x = layer.forward(x, lanes);
    }
    this.kernels.softmax(x, this.output.delta, 0, this.output.units, lanes);
  }

  private backward(count: number, lanes: number): void {
    const { kernels, labels, layers, output } = this;
    kernels.crossEntropyGradient(output.delta, labels.byteOffset, output.units, lanes, count);
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l];
      const below = l > 0 ? layers[l - 1] : undefined;
      layer.backward(
        below ? below.quantised : this.samples.byteOffset,
        below ? below.delta : 0,
        lanes,
      );
    }
  }
}

/** Sizes of a layer's weights on activations of that shape; undefined for layers without weights. */
function weightShape(spec: LayerSpec, below: Shape): WeightShape | undefined {
  if (spec.type === "dense") {
    return { units: spec.units, inputs: unitsOf(below), fanOut: spec.units };
  }
  if (spec.type !== "conv") return undefined;
  const { channels, kernel } = spec;
  const area = kernel[0] * kernel[1];
  const inputs = area * (below as ImageShape).channels;
  return { units: channels, inputs, fanOut: area * channels };
}

function slice(block: ParameterBlock, start: number, end: number): ParameterBlock {
  return {
    values: block.values.subarray(start, end),
    gradients: block.gradients.subarray(start, end),
  };
}
