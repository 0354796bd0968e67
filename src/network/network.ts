import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { RandomStream } from "../numerics/random.js";
import { roundUpTo } from "../numerics/round.js";
import type { RangeState, RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import { denseParameters } from "./dense.js";
import { GradientMoments } from "./gradient-moments.js";
import { initialiseDense } from "./initialise.js";
import type { InputPlan } from "./input.js";
import type { Layer } from "./layer.js";
import { floatLayer, integerLayer } from "./make-layer.js";
import { Optimiser } from "./optimiser.js";
import type { Initialisation, LayerSpec, NetworkSpec, OptimiserSpec } from "./schema.js";
import type { ParameterBlock } from "./transformation.js";

/** What a network is made from. */
export interface NetworkPlan {
  network: NetworkSpec;
  /** Default: "float". */
  arithmetic?: "float" | "integer";
  quantisation: { weights: Quantiser; activations: Quantiser };
  optimiser: OptimiserSpec;
}

/** Batches are padded to a multiple of this many lanes by repeating their last sample. */
export const LANES = 16;

/** A feed-forward network with softmax output and cross entropy loss, and its optimiser. */
export class Network {
  readonly layers: Layer[] = [];
  readonly parameters: ParameterBlock;
  readonly optimiser: Optimiser;
  readonly gradientMoments: GradientMoments;
  /** Softmax of the output layer, [classes][lanes], and log of its denominator, [lanes]. */
  readonly probabilities: Float32Array;
  readonly normaliser: Float32Array;
  private readonly trackers: RangeTracker[] = [];
  private readonly dense: { block: Float32Array; inputs: number; spec: LayerSpec }[] = [];
  private readonly initialisation: Initialisation;
  private readonly samples: Uint32Array;
  private readonly labels: Uint8Array;
  private readonly kernels: Kernels;

  /** `lanes`: the widest batch that will be passed, a multiple of 16. */
  constructor(engine: Engine, plan: NetworkPlan, input: InputPlan, lanes: number) {
    this.kernels = engine.kernels;
    const { layers: specs } = plan.network;
    this.initialisation = plan.network.initialisation;
    const widths = [input.features, ...specs.map((spec) => spec.units)];
    const sizes = specs.map((spec, l) => denseParameters(spec.units, widths[l]));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    this.parameters = {
      values: engine.arena.take(Float32Array, total),
      gradients: engine.arena.take(Float32Array, total),
    };
    const makeLayer = plan.arithmetic === "integer" ? integerLayer : floatLayer;
    let start = 0;
    specs.forEach((spec, l) => {
      const block = slice(this.parameters, start, (start += sizes[l]));
      const layer: Layer = makeLayer(engine, {
        spec,
        weights: spec.weights ?? plan.quantisation.weights,
        activations: spec.activations ?? plan.quantisation.activations,
        inputs: widths[l],
        block,
        below: this.layers[l - 1],
        data: input,
        lanes,
      });
      this.layers.push(layer);
      const { weights } = layer.transformation;
      if (weights) this.trackers.push(weights.tracker);
      this.trackers.push(layer.tracker);
      this.dense.push({ block: block.values, inputs: widths[l], spec });
    });
    this.gradientMoments = new GradientMoments(engine, this.parameters.gradients);
    const classes = specs[specs.length - 1].units;
    this.probabilities = engine.arena.take(Float32Array, classes * lanes);
    this.normaliser = engine.arena.take(Float32Array, lanes);
    this.samples = engine.arena.take(Uint32Array, lanes);
    this.labels = engine.arena.take(Uint8Array, lanes);
    this.optimiser = new Optimiser(engine, plan.optimiser, this.parameters);
  }

  get output(): Layer {
    return this.layers[this.layers.length - 1];
  }

  /** Starts afresh: new weights (one child stream per layer), optimiser and ranges as new. */
  begin(random: RandomStream): void {
    this.optimiser.reset();
    for (const tracker of this.trackers) tracker.reset();
    this.dense.forEach(({ block, inputs, spec }, l) => {
      const initialisation = spec.initialisation ?? this.initialisation;
      initialiseDense(block, spec.units, inputs, initialisation, random.child(l));
    });
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

  /** Takes up the present weights and ranges, layer by layer, for forward passes without training. */
  prepare(): void {
    for (const layer of this.layers) {
      layer.transformation.prepare(false);
      if (!layer.needsWholeTensor) layer.fixGrid();
    }
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
    const { delta, units } = this.output;
    this.kernels.softmax(this.output.values(lanes), delta, 0, units, lanes);
  }

  private backward(count: number, lanes: number): void {
    const { kernels, labels, layers, output } = this;
    kernels.crossEntropyGradient(output.delta, labels.byteOffset, output.units, lanes, count);
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l];
      const below = l > 0 ? layers[l - 1] : undefined;
      layer.backward(
        below ? below.values(lanes) : this.samples.byteOffset,
        below ? below.delta : 0,
        lanes,
      );
    }
  }
}

function slice(block: ParameterBlock, start: number, end: number): ParameterBlock {
  return {
    values: block.values.subarray(start, end),
    gradients: block.gradients.subarray(start, end),
  };
}
