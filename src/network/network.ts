import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { RandomStream } from "../numerics/random.js";
import { roundUpTo } from "../numerics/round.js";
import type { RangeState, RangeTracker } from "../quantize/range.js";
import type { Quantiser } from "../quantize/schema.js";
import { GradientMoments } from "./gradient-moments.js";
import type { InputPlan } from "./input.js";
import type { Layer } from "./layer.js";
import { makeLayer } from "./make-layer.js";
import { Optimiser } from "./optimiser.js";
import { Parameters } from "./parameters.js";
import type { NetworkSpec, OptimiserSpec } from "./schema.js";
import { shapesOf } from "./shapes.js";

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
  /** Those with states of their own, T1, T2 ..: all but "flatten". */
  readonly layers: Layer[] = [];
  readonly parameters: Parameters;
  readonly optimiser: Optimiser;
  readonly gradientMoments: GradientMoments;
  /** Softmax of the output layer, [classes][lanes], and log of its denominator, [lanes]. */
  readonly probabilities: Float32Array;
  readonly normaliser: Float32Array;
  private readonly trackers: RangeTracker[] = [];
  private readonly samples: Uint32Array;
  private readonly labels: Uint8Array;
  private readonly kernels: Kernels;

  /** `lanes`: the widest batch that will be passed, a multiple of 16. */
  constructor(engine: Engine, plan: NetworkPlan, input: InputPlan, lanes: number) {
    this.kernels = engine.kernels;
    const { layers: specs } = plan.network;
    const inputShape = input.image ?? { units: input.features };
    const shapes = [inputShape, ...shapesOf(inputShape, specs)];
    this.parameters = new Parameters(engine.arena, plan.network, shapes);
    specs.forEach((spec, l) => {
      if (spec.type === "flatten") return;
      const layer = makeLayer(engine, plan, {
        spec,
        block: this.parameters.blocks[l],
        shape: shapes[l],
        below: this.layers[this.layers.length - 1],
        pooled: specs[l + 1]?.type === "max-pool",
        data: input,
        lanes,
      });
      this.layers.push(layer);
      for (const tracker of [layer.transformation.weights?.tracker, layer.tracker]) {
        if (tracker) this.trackers.push(tracker);
      }
    });
    this.gradientMoments = new GradientMoments(engine, this.parameters.gradients);
    const classes = this.output.units;
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
    this.parameters.initialise(random);
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
