import type { Engine } from "../../engine/engine.js";
import { Layers } from "./layers.js";
import type { Model } from "./network.js";
import type { ThreeLayerSettings } from "./schema.js";
import type { Weights } from "./weights.js";

/**
 * The three-layer network's first-order expansion around its start (the NTK regime): with the gates D
 * of (W0, V0) and z0 = Ws relu(W0 x) / sqrt(m1), f(x) = a' D2 (V z0 + V0 (z - z0)) / sqrt(m3),
 * z = Ws D1 W x / sqrt(m1); linear in W - W0 and V - V0.
 */
export class LinearisedNetwork implements Model {
  readonly layers: Layers;
  readonly open: Float32Array;
  readonly z: Float32Array;
  readonly fed: Float32Array;
  private readonly h: Float32Array;
  private readonly startU: Float32Array;
  private readonly u: Float32Array;
  private readonly learned: Float32Array;
  private readonly moved: Float32Array;

  constructor(
    private readonly engine: Engine,
    settings: ThreeLayerSettings,
    weights: Weights,
    lanes: number,
  ) {
    const rows = (units: number) => engine.arena.take(Float32Array, units * lanes);
    this.layers = new Layers(engine, settings, weights, lanes);
    this.h = rows(settings.first);
    this.z = rows(settings.features);
    this.open = rows(settings.first);
    this.fed = rows(settings.features);
    this.startU = rows(settings.second);
    this.u = rows(settings.second);
    this.learned = rows(settings.features);
    this.moved = rows(settings.second);
  }

  forward(first: Float32Array, second: Float32Array): void {
    const { h, layers, learned, moved, open, startU, fed, u, z } = this;
    const start = { first: layers.weights.first.start, second: layers.weights.second.start };
    layers.multiplyFirst(start.first, open);
    this.keepOpen(open, open);
    layers.mix(open, fed);
    layers.multiplySecond(start.second, fed, startU);
    layers.openGates(startU);

    layers.multiplyFirst(first, h);
    this.keepOpen(h, open);
    layers.mix(h, z);
    for (let i = 0; i < learned.length; i++) learned[i] = z[i] - fed[i];
    layers.multiplySecond(start.second, learned, moved);
    layers.multiplySecond(second, fed, u);
    for (let i = 0; i < u.length; i++) u[i] = startU[i] > 0 ? u[i] + moved[i] : 0;
    layers.readOut(u);
  }

  backward(_second: Float32Array): void {
    this.layers.backward(this.fed, this.layers.weights.second.start, this.open);
  }

  /** x where y > 0, else 0. */
  private keepOpen(x: Float32Array, y: Float32Array): void {
    const limits = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
    this.engine.kernels.reluGradient(x.byteOffset, y.byteOffset, x.length, ...limits);
  }
}
