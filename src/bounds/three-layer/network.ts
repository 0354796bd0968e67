import type { Engine } from "../../engine/engine.js";
import { Layers } from "./layers.js";
import type { ThreeLayerSettings } from "./schema.js";
import type { Weights } from "./weights.js";

/** A network of one output in W' and V', on batches of samples; what it computes is in `layers`. */
export interface Model {
  readonly layers: Layers;
  /** Features z, [m2][lanes], of the latest forward pass. */
  readonly z: Float32Array;
  /** What V' is multiplied with, [m2][lanes]. */
  readonly fed: Float32Array;
  /** First layer, [m1][lanes]: above 0 where a gate is open. */
  readonly open: Float32Array;
  /** layers.outputs of layers.x, with the first and second matrix given. */
  forward(first: Float32Array, second: Float32Array): void;
  /** Gradients for layers.slopes, after a forward pass with the same matrices. */
  backward(second: Float32Array): void;
}

/** f(x) = a' relu(V z(x)) / sqrt(m3), z(x) = Ws relu(W x) / sqrt(m1). */
export class ThreeLayerNetwork implements Model {
  readonly layers: Layers;
  readonly open: Float32Array;
  readonly z: Float32Array;
  readonly fed: Float32Array;
  private readonly u: Float32Array;

  constructor(
    private readonly engine: Engine,
    settings: ThreeLayerSettings,
    weights: Weights,
    lanes: number,
  ) {
    this.layers = new Layers(engine, settings, weights, lanes);
    this.open = engine.arena.take(Float32Array, settings.first * lanes);
    this.z = engine.arena.take(Float32Array, settings.features * lanes);
    this.fed = this.z;
    this.u = engine.arena.take(Float32Array, settings.second * lanes);
  }

  forward(first: Float32Array, second: Float32Array): void {
    const { engine, layers, open, u, z } = this;
    layers.multiplyFirst(first, open);
    engine.kernels.relu(open.byteOffset, open.length);
    layers.mix(open, z);
    layers.multiplySecond(second, z, u);
    layers.openGates(u);
    engine.kernels.relu(u.byteOffset, u.length);
    layers.readOut(u);
  }

  backward(second: Float32Array): void {
    this.layers.backward(this.z, second, this.open);
  }
}
