import type { Engine } from "../../engine/engine.js";
import type { Kernels } from "../../engine/kernels.js";
import type { ThreeLayerSettings } from "./schema.js";
import type { Weights } from "./weights.js";

/** Bytes of scratch of the kernel `binaryProduct`. */
const TABLE = 16 * 1024;

/**
 * The products that three-layer networks are made of, on batches of `lanes` (a multiple of 16) samples:
 * rows [unit][lanes]. The second layer's gates and signs make its backward pass two products with
 * matrices of zeros and ones, for which there is one output only.
 */
export class Layers {
  /** Inputs, [dimension][lanes]. */
  readonly x: Float32Array;
  /** Outputs of the network, [lanes]. */
  readonly outputs: Float32Array;
  /** Derivatives of the loss with respect to the outputs, [lanes]; the caller sets them. */
  readonly slopes: Float32Array;
  /** Gates of the second layer, four units to a byte: [m3 / 4][lanes]; see the kernel `gates`. */
  readonly gates: Uint8Array;
  /** Derivatives of the loss with respect to W x, [m1][lanes]. */
  readonly delta: Float32Array;
  readonly first: number;
  readonly features: number;
  readonly second: number;
  private readonly kernels: Kernels;
  private readonly gatesAlongLanes: Uint8Array;
  private readonly byLanes: Float32Array;
  private readonly byFeatures: Float32Array;
  private readonly ones: Float32Array;
  private readonly share: Float32Array;
  private readonly table: Uint8Array;

  constructor(
    { arena, kernels }: Engine,
    settings: Pick<ThreeLayerSettings, "first" | "features" | "second">,
    readonly weights: Weights,
    readonly lanes: number,
  ) {
    const { features, first, second } = settings;
    this.kernels = kernels;
    this.first = first;
    this.features = features;
    this.second = second;
    this.x = arena.take(Float32Array, weights.dimension * lanes);
    this.outputs = arena.take(Float32Array, lanes);
    this.slopes = arena.take(Float32Array, lanes);
    this.gates = arena.take(Uint8Array, (second * lanes) / 4);
    this.gatesAlongLanes = arena.take(Uint8Array, (second * lanes) / 4);
    this.delta = arena.take(Float32Array, first * lanes);
    this.byLanes = arena.take(Float32Array, features * lanes);
    this.byFeatures = arena.take(Float32Array, features * lanes);
    const most = Math.max(first, features);
    this.ones = arena.take(Float32Array, most).fill(1);
    this.share = arena.take(Float32Array, most).fill(1 / Math.sqrt(first));
    this.table = arena.take(Uint8Array, TABLE);
  }

  /** h = W x, [m1][lanes]. */
  multiplyFirst(w: Float32Array, h: Float32Array): void {
    const { first, kernels, lanes, weights, x } = this;
    const { dimension } = weights;
    kernels.affine(
      w.byteOffset,
      ...[dimension, 1, 0, x.byteOffset, h.byteOffset, first, dimension, lanes],
    );
  }

  /** z = Ws h / sqrt(m1), [m2][lanes]. */
  mix(h: Float32Array, z: Float32Array): void {
    const { features, first, lanes, weights } = this;
    this.multiplySigns(weights.signs, h, z, features, first, lanes);
  }

  /** u = V z, [m3][lanes]. */
  multiplySecond(v: Float32Array, z: Float32Array, u: Float32Array): void {
    const { features, kernels, lanes, second } = this;
    kernels.affine(
      v.byteOffset,
      ...[features, 1, 0, z.byteOffset, u.byteOffset, second, features, lanes],
    );
  }

  /** Notes which of u are above 0. */
  openGates(u: Float32Array): void {
    const { gates, gatesAlongLanes, kernels, lanes, second } = this;
    const places = [u.byteOffset, gatesAlongLanes.byteOffset, gates.byteOffset] as const;
    kernels.gates(...places, second, lanes);
  }

  /** outputs = a r / sqrt(m3), units in ascending order. */
  readOut(r: Float32Array): void {
    const { kernels, lanes, outputs, second, weights } = this;
    const { output } = weights;
    kernels.affine(
      output.byteOffset,
      ...[second, 1, 0, r.byteOffset, outputs.byteOffset, 1, second, lanes],
    );
  }

  /**
   * Gradients of the sum of slopes times outputs with respect to W' and V', for the gates noted, the
   * features z that V' meets, the second matrix v that leads back, and the first layer's open units h > 0.
   */
  backward(z: Float32Array, v: Float32Array, h: Float32Array): void {
    const { byFeatures, byLanes, delta, features, first, gates, gatesAlongLanes } = this;
    const { kernels, lanes, second, slopes, table, weights, x } = this;
    const { dimension, output } = weights;
    kernels.transpose(z.byteOffset, lanes, byLanes.byteOffset, features, features, lanes);
    kernels.binaryProduct(
      gatesAlongLanes.byteOffset,
      ...([lanes / 4, 1, 0, slopes.byteOffset, byLanes.byteOffset, output.byteOffset] as const),
      weights.second.gradient.byteOffset,
      ...([second, lanes / 4, features, table.byteOffset] as const),
    );
    kernels.binaryProduct(
      gates.byteOffset,
      ...([1, lanes, 0, output.byteOffset, v.byteOffset, slopes.byteOffset] as const),
      byLanes.byteOffset,
      ...([lanes, second / 4, features, table.byteOffset] as const),
    );
    kernels.transpose(byLanes.byteOffset, features, byFeatures.byteOffset, lanes, lanes, features);
    this.multiplySigns(weights.transposedSigns, byFeatures, delta, first, features, lanes);
    kernels.reluGradient(
      delta.byteOffset,
      h.byteOffset,
      first * lanes,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    );
    kernels.weightGradient(
      delta.byteOffset,
      x.byteOffset,
      weights.first.gradient.byteOffset,
      ...([dimension, 1, first, dimension, lanes] as const),
    );
  }

  /** out = (signs) x / sqrt(m1), [outputs][columns] from [inputs][columns]. */
  private multiplySigns(
    signs: Uint8Array,
    x: Float32Array,
    out: Float32Array,
    outputs: number,
    inputs: number,
    columns: number,
  ): void {
    const { kernels, ones, share, table } = this;
    kernels.binaryProduct(
      signs.byteOffset,
      ...([inputs / 4, 1, -1, ones.byteOffset, x.byteOffset, share.byteOffset] as const),
      ...([out.byteOffset, outputs, inputs / 4, columns, table.byteOffset] as const),
    );
  }
}
