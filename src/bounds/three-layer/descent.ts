import type { Engine } from "../../engine/engine.js";
import type { RandomStream } from "../../numerics/random.js";
import type { Points, TargetedPoints } from "./data.js";
import type { Layers } from "./layers.js";
import type { Loss } from "./losses.js";
import type { Model } from "./network.js";
import type { ThreeLayerSettings } from "./schema.js";
import type { TrainedMatrix } from "./weights.js";

/** Purposes of the random streams of a step. */
const BATCH = 0;
const SMOOTHING = 1;
const NOISE = 2;

/** Limits of |W'| and |V'|; infinite for plain SGD. */
export type Bounds = readonly [first: number, second: number];

interface MatrixRule {
  matrix: TrainedMatrix;
  smoothing: number;
  decay: number;
}

/**
 * One step of projected, noisy stochastic gradient descent, or of plain SGD, in which all noise and
 * decay is 0 and bounds are infinite:
 *
 * W = W0 + W' + beta1 N, V = V0 + V' + beta2 N; gradient of the mean loss of a batch at (W, V), plus
 * 2 psi1 W', 2 psi2 V', plus noise N; step; W', V' scaled back to their bounds.
 */
export class Descent {
  private readonly rules: readonly [MatrixRule, MatrixRule];
  private readonly noise: number;
  private readonly rate: number;
  private readonly scratch: Float32Array;
  private readonly rows: Uint32Array;

  constructor(
    private readonly engine: Engine,
    private readonly model: Model,
    private readonly loss: Loss,
    { batchSize, optimiser }: ThreeLayerSettings,
  ) {
    const { first, second } = model.layers.weights;
    const psgd = optimiser.name === "psgd" ? optimiser : undefined;
    this.rules = [
      { matrix: first, smoothing: psgd?.beta1 ?? 0, decay: 2 * (psgd?.psi1 ?? 0) },
      { matrix: second, smoothing: psgd?.beta2 ?? 0, decay: 2 * (psgd?.psi2 ?? 0) },
    ];
    this.noise = psgd?.noise ?? 0;
    this.rate = optimiser.rate;
    this.scratch = engine.arena.take(Float32Array, 16);
    this.rows = new Uint32Array(batchSize);
  }

  /** Takes one step with the numbers of `stream`, which no other step may use. */
  step(data: TargetedPoints, stream: RandomStream, bounds: Bounds): void {
    const { model, rows, rules } = this;
    const batch = stream.child(BATCH);
    for (let l = 0; l < rows.length; l++) rows[l] = batch.below(data.samples);
    placePoints(model.layers, data, rows);
    for (const i of [0, 1]) this.smooth(rules[i], stream.child(SMOOTHING, i));
    const { first, second } = model.layers.weights;
    model.forward(first.current, second.current);
    this.setSlopes(data.targets);
    model.backward(second.current);
    for (const i of [0, 1]) this.descend(rules[i], stream.child(NOISE, i), bounds[i]);
  }

  private smooth({ matrix, smoothing }: MatrixRule, { key0, key1 }: RandomStream): void {
    const { current, start, trained } = matrix;
    const places = [start.byteOffset, trained.byteOffset, current.byteOffset] as const;
    this.engine.kernels.perturb(...places, start.length, key0, key1, smoothing);
  }

  /** Slopes of the mean loss; the lanes beyond the batch count for nothing. */
  private setSlopes(targets: Float32Array): void {
    const { loss, model, rows } = this;
    const { outputs, slopes } = model.layers;
    for (let l = 0; l < rows.length; l++) {
      slopes[l] = loss.slope(outputs[l], targets[rows[l]]) / rows.length;
    }
  }

  private descend(rule: MatrixRule, { key0, key1 }: RandomStream, bound: number): void {
    const { engine, noise, rate, scratch } = this;
    const { gradient, trained } = rule.matrix;
    engine.kernels.noisyDescent(
      trained.byteOffset,
      gradient.byteOffset,
      ...([trained.length, rate, rule.decay, key0, key1, noise, scratch.byteOffset] as const),
    );
    project(engine, trained, bound);
  }
}

/** Frobenius norm, summed in f64. */
export function frobenius({ kernels }: Engine, w: Float32Array): number {
  return Math.sqrt(kernels.sumOfSquares(w.byteOffset, w.length));
}

/** Scales w back to norm `bound` where it is beyond, by a factor so little less that rounding stays within. */
export function project(engine: Engine, w: Float32Array, bound: number): void {
  const norm = frobenius(engine, w);
  if (norm <= bound) return;
  engine.kernels.rescale(w.byteOffset, w.length, (bound / norm) * (1 - 2 ** -22));
}

/** The rows given of the points, as columns of layers.x; the last one fills the lanes left. */
export function placePoints({ lanes, x }: Layers, points: Points, rows: ArrayLike<number>): void {
  const { dimension, inputs } = points;
  for (let l = 0; l < lanes; l++) {
    const from = rows[Math.min(l, rows.length - 1)] * dimension;
    for (let j = 0; j < dimension; j++) x[j * lanes + l] = inputs[from + j];
  }
}
