import type { Engine } from "../../engine/engine.js";
import type { Checkpoint } from "../../experiment/checkpoint.js";
import { RandomStream } from "../../numerics/random.js";
import { roundUpTo } from "../../numerics/round.js";
import { checkData, checkPoints, type Points, type ThreeLayerData } from "./data.js";
import { type Bounds, Descent, frobenius } from "./descent.js";
import { fitOn, flipsOn, outputsOn, settle } from "./evaluation.js";
import { gram, learnedFeatures } from "./features.js";
import { LinearisedNetwork } from "./linearised.js";
import { LOSSES, type Loss } from "./losses.js";
import { type Model, ThreeLayerNetwork } from "./network.js";
import { ThreeLayerError } from "./parse.js";
import type { ThreeLayerSettings } from "./schema.js";
import { type TangentKernels, tangentKernels } from "./tangent.js";
import { Weights } from "./weights.js";

const WEIGHTS = 0;
const STEPS = 1;

/** Why a run has ended, or that it has not. */
export type RunStatus = "running" | "target reached" | "steps exhausted";

/** The state of a run at one step, without smoothing noise. */
export interface ThreeLayerMeasurement {
  /** From 0; each has bounds of its own and begins at W' = V' = 0. */
  round: number;
  /** Steps taken in the round. */
  step: number;
  /** B1 and B2; null for plain SGD, which has none. */
  bound1: number | null;
  bound2: number | null;
  trainLoss: number;
  /** Shares of points with y f <= 0; null unless all targets are -1 or 1. */
  trainError: number | null;
  /** null without test data. */
  testLoss: number | null;
  testError: number | null;
  /** |W'| and |V'| (Frobenius), and their product, to be held against N(f). */
  norm1: number;
  norm2: number;
  product: number;
  /** Shares of the gates of each layer that differ from those at the start, on the training points. */
  flipped1: number;
  flipped2: number;
}

/**
 * One run of a three-layer network: a pure function of (settings, data, seed), in steps. Projected,
 * noisy SGD starts anew from W' = V' = 0 with B1 B2 doubled until a measured training loss is at most
 * the target, or the rounds are used up; plain SGD has one round.
 *
 * Everything that a run needs is taken from the engine's arena when it is made.
 */
export class ThreeLayerRun {
  readonly measurements: ThreeLayerMeasurement[] = [];
  private readonly weights: Weights;
  private readonly model: Model;
  private readonly loss: Loss;
  private readonly descent: Descent;
  private readonly stream: RandomStream;
  private round = 0;
  private step = 0;
  private state: RunStatus = "running";

  /** Throws a ThreeLayerError for data that do not fit; `settings` come from `parseThreeLayer`. */
  constructor(
    private readonly engine: Engine,
    readonly settings: ThreeLayerSettings,
    private readonly data: ThreeLayerData,
    readonly seed: number,
  ) {
    checkData(data, settings.loss);
    const lanes = roundUpTo(settings.batchSize, 16);
    const stream = new RandomStream(seed);
    this.stream = stream.child(STEPS);
    this.weights = new Weights(engine, settings, data.train.dimension, stream.child(WEIGHTS));
    const Kind = settings.model === "linearised" ? LinearisedNetwork : ThreeLayerNetwork;
    this.model = new Kind(engine, settings, this.weights, lanes);
    this.loss = LOSSES[settings.loss];
    this.descent = new Descent(engine, this.model, this.loss, settings);
    this.record();
  }

  get status(): RunStatus {
    return this.state;
  }

  /** Rounds there can be. */
  get rounds(): number {
    const { optimiser } = this.settings;
    return optimiser.name === "psgd" ? optimiser.doublings + 1 : 1;
  }

  /** Takes up to `steps` steps, measuring on the way; returns the measurements made. */
  advance(steps: number): ThreeLayerMeasurement[] {
    const before = this.measurements.length;
    for (let taken = 0; taken < steps && this.state === "running"; taken++) {
      if (this.step === this.settings.steps) this.beginRound();
      this.descent.step(this.data.train, this.stream.child(this.round, this.step), this.bounds());
      this.step++;
      if (this.step % this.settings.measureEvery === 0 || this.step === this.settings.steps) {
        this.record();
      }
    }
    return this.measurements.slice(before);
  }

  /** Outputs f(x) on the points. */
  predict(points: Points): Float32Array {
    this.prepare(points);
    return outputsOn(this.model, points);
  }

  /** Learned features z'(x) on the points, [samples][m2]; see `learnedFeatures`. */
  learnedFeatures(points: Points): Float32Array {
    this.prepare(points);
    return learnedFeatures(this.model, points);
  }

  /** Gram matrix of the learned features on the points, [samples][samples]. */
  featureGram(points: Points): Float64Array {
    return gram(this.learnedFeatures(points), points.samples);
  }

  /** The empirical NTK on the points at the present weights, by layer. */
  tangentKernels(points: Points): TangentKernels {
    this.prepare(points);
    return tangentKernels(this.model, points);
  }

  /** All that is needed to go on to the same bits; the arrays are copies. */
  checkpoint(): Checkpoint {
    const { measurements, round, step, weights } = this;
    return {
      state: { round, step, status: this.state, measurements: measurements.map((m) => ({ ...m })) },
      arrays: { first: weights.first.trained.slice(), second: weights.second.trained.slice() },
    };
  }

  /** Goes back, or on, to a checkpoint of a run with the same settings, data and seed. */
  restore({ arrays, state }: Checkpoint): void {
    for (const name of ["first", "second"] as const) {
      const { trained } = this.weights[name];
      if (arrays[name]?.length !== trained.length) {
        throw new ThreeLayerError(
          `checkpoint.arrays.${name}: expected ${trained.length} numbers, found ${arrays[name]?.length ?? "none"}`,
        );
      }
      trained.set(arrays[name]);
    }
    const saved = state as {
      round: number;
      step: number;
      status: RunStatus;
      measurements: ThreeLayerMeasurement[];
    };
    this.round = saved.round;
    this.step = saved.step;
    this.state = saved.status;
    this.measurements.splice(0, this.measurements.length, ...saved.measurements);
  }

  private prepare(points: Points): void {
    checkPoints("points", points);
    const { dimension } = this.data.train;
    if (points.dimension !== dimension) {
      throw new ThreeLayerError(
        `points.dimension: expected ${dimension}, as in training, found ${points.dimension}`,
      );
    }
    settle(this.model);
  }

  private beginRound(): void {
    this.round++;
    this.step = 0;
    this.weights.first.trained.fill(0);
    this.weights.second.trained.fill(0);
    this.record();
  }

  /** B1 and B2 of the round: each round doubles their product. */
  private bounds(): Bounds {
    const { optimiser } = this.settings;
    if (optimiser.name === "sgd") return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const growth = 2 ** Math.floor(this.round / 2) * (this.round % 2 === 1 ? Math.SQRT2 : 1);
    return [optimiser.bound1 * growth, optimiser.bound2 * growth];
  }

  private record(): void {
    const { data, engine, loss, model, round, settings, step, weights } = this;
    settle(model);
    const train = fitOn(model, loss, data.train);
    const test = data.test && fitOn(model, loss, data.test);
    const flips = flipsOn(model, data.train);
    const bounds = this.bounds().map((bound) =>
      bound === Number.POSITIVE_INFINITY ? null : bound,
    );
    const norm1 = frobenius(engine, weights.first.trained);
    const norm2 = frobenius(engine, weights.second.trained);
    // A ReLU makes 0 of NaN, so that the loss alone does not tell.
    if (!Number.isFinite(train.loss + norm1 + norm2)) {
      throw new ThreeLayerError(
        `the training loss or the weights are no longer finite in round ${round}, step ${step}: ` +
          `choose a smaller optimiser.rate than ${settings.optimiser.rate}`,
      );
    }
    this.measurements.push({
      round,
      step,
      bound1: bounds[0],
      bound2: bounds[1],
      trainLoss: train.loss,
      trainError: train.error,
      testLoss: test?.loss ?? null,
      testError: test?.error ?? null,
      norm1,
      norm2,
      product: norm1 * norm2,
      flipped1: flips.first,
      flipped2: flips.second,
    });
    if (train.loss <= settings.targetLoss) this.state = "target reached";
    else if (step === settings.steps && round === this.rounds - 1) this.state = "steps exhausted";
  }
}
