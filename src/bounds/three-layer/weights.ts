import type { Engine } from "../../engine/engine.js";
import type { RandomStream } from "../../numerics/random.js";
import type { ThreeLayerSettings } from "./schema.js";

/** Purposes of the random streams that the weights at the start are drawn from. */
const FIRST = 0;
const SECOND = 1;
const SIGNS = 2;
const OUTPUT = 3;

/** One trained matrix: where it started, how far it has moved, what a forward pass uses. */
export interface TrainedMatrix {
  start: Float32Array;
  trained: Float32Array;
  /** start + trained, with smoothing noise in a train step. */
  current: Float32Array;
  gradient: Float32Array;
}

/** Weights of a three-layer network, drawn from `stream`; matrices are stored by rows. */
export class Weights {
  /** W0 and W', [m1][dimension]. */
  readonly first: TrainedMatrix;
  /** V0 and V', [m3][m2]. */
  readonly second: TrainedMatrix;
  /** Signs Ws, four to a byte (bit 1 for +1): [m2][m1 / 4], and its transpose [m1][m2 / 4]. */
  readonly signs: Uint8Array;
  readonly transposedSigns: Uint8Array;
  /** a / sqrt(m3). */
  readonly output: Float32Array;

  constructor(
    engine: Engine,
    settings: ThreeLayerSettings,
    readonly dimension: number,
    stream: RandomStream,
  ) {
    const { cancelled, features, first, kappa1, kappa2, second } = settings;
    const { arena } = engine;
    const matrix = (length: number): TrainedMatrix => ({
      start: arena.take(Float32Array, length),
      trained: arena.take(Float32Array, length),
      current: arena.take(Float32Array, length),
      gradient: arena.take(Float32Array, length),
    });
    this.first = matrix(first * dimension);
    this.second = matrix(second * features);
    this.signs = arena.take(Uint8Array, (features * first) / 4);
    this.transposedSigns = arena.take(Uint8Array, (features * first) / 4);
    this.output = arena.take(Float32Array, second);

    const draw = (values: Float32Array, count: number, scale: number, purpose: number) => {
      const { key0, key1 } = stream.child(purpose);
      engine.kernels.gaussians(values.byteOffset, count, key0, key1, scale);
    };
    const root = Math.sqrt(features);
    draw(this.first.start, first * dimension, kappa1 / root, FIRST);
    draw(this.second.start, (cancelled ? second / 2 : second) * features, kappa2 / root, SECOND);
    if (cancelled) doubleRows(this.second.start, features);
    drawSigns(this.signs, this.transposedSigns, features, first, stream.child(SIGNS));
    drawOutput(this.output, cancelled, stream.child(OUTPUT));
  }
}

/** The first half of the rows, each twice: rows 2 i and 2 i + 1 become row i. */
function doubleRows(values: Float32Array, columns: number): void {
  for (let row = values.length / columns - 1; row > 0; row--) {
    const from = Math.floor(row / 2) * columns;
    values.copyWithin(row * columns, from, from + columns);
  }
}

/** Fair signs, [features][units], both ways round. */
function drawSigns(
  signs: Uint8Array,
  transposed: Uint8Array,
  features: number,
  units: number,
  stream: RandomStream,
): void {
  for (let k = 0; k < features; k++) {
    for (let j = 0; j < units; j += 16) {
      const word = stream.u32();
      for (let b = 0; b < 16; b++) {
        const bit = (word >>> b) & 1;
        signs[(k * units + j + b) >> 2] |= bit << (b & 3);
        transposed[((j + b) * features + k) >> 2] |= bit << (k & 3);
      }
    }
  }
}

/** Signs over sqrt(m3): fair ones, or pairs of opposite ones. */
function drawOutput(output: Float32Array, paired: boolean, stream: RandomStream): void {
  const size = 1 / Math.sqrt(output.length);
  for (let i = 0; i < output.length; i++) {
    output[i] = paired && i % 2 === 1 ? -output[i - 1] : stream.u32() & 1 ? size : -size;
  }
}
