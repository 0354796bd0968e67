import type { Engine } from "../engine/engine.js";
import { shippedNetwork } from "../network/integer/shipped-network.js";
import { LANES, Network } from "../network/network.js";
import { RandomStream } from "../numerics/random.js";
import { roundUpTo } from "../numerics/round.js";
import type { RangeState } from "../quantize/range.js";
import type { Checkpoint } from "./checkpoint.js";
import { layerStatistics } from "./layer-statistics.js";
import { CHUNK, Measurement } from "./measurement.js";
import { type AddEstimate, Observers, type SavedObservers } from "./observers.js";
import { Recorder } from "./recorder.js";
import type { RepetitionResult, Stage } from "./records.js";
import { measurements, totalEpochs } from "./schedule.js";
import type { Experiment } from "./schema.js";
import type { Score } from "./scorer.js";
import type { Workspace } from "./workspace.js";

/** A repetition cannot reach its end: it diverged, or every attempt was a bad fit. */
export class TrainingError extends Error {
  override name = "TrainingError";
}

/** Purposes of random numbers; each has a stream of its own. */
const INITIALISATION = 0;
const SHUFFLING = 1;
const PREFIT_LABELS = 2;

/** What a checkpoint holds beside its arrays. */
interface State {
  restarts: number;
  epoch: number;
  powers: [number, number];
  ranges: RangeState[];
  observers: SavedObservers;
}

/**
 * One repetition of an experiment: a pure function of the experiment and the repetition's index,
 * worked off epoch by epoch.
 *
 * Random numbers come from streams keyed by (seed, index), then attempt, purpose and epoch; a
 * repetition needs to remember none of them.
 */
export class Repetition {
  private readonly network: Network;
  private readonly measurement: Measurement;
  private readonly recorder: Recorder;
  private readonly order: Uint32Array;
  private readonly scratch: Uint32Array;
  private readonly measured: ReadonlyMap<number, Stage>;
  /** The last epoch that is measured. */
  private readonly lastMeasured: number;
  private readonly observers: Observers;
  /** Labels of all samples, those of the train samples shuffled; empty without a prefit. */
  private readonly prefitLabels: Uint8Array;
  private attempts = 0;
  private epochs = 0;
  private lastScore: Score | undefined;

  /** Starts afresh, or goes on from a checkpoint. Takes over the engine's arena. */
  constructor(
    private readonly engine: Engine,
    private readonly workspace: Workspace,
    private readonly experiment: Experiment,
    readonly index: number,
    checkpoint?: Checkpoint,
  ) {
    engine.arena.reset();
    const lanes = roundUpTo(Math.max(CHUNK, experiment.batchSize), LANES);
    this.network = new Network(engine, experiment, workspace.input, lanes);
    const { informationOn, prefit } = experiment;
    this.measurement = new Measurement(engine, this.network, workspace, informationOn);
    this.measured = measurements(experiment);
    const epochs = [...this.measured.keys()];
    this.lastMeasured = epochs[epochs.length - 1];
    this.observers = new Observers(engine, this.network, workspace, experiment, epochs);
    this.recorder = new Recorder(this.measurement.views, this.observers.views);
    this.prefitLabels = engine.arena.take(Uint8Array, prefit ? workspace.samples : 0);
    this.order = engine.arena.take(Uint32Array, workspace.train.length);
    this.scratch = engine.arena.take(Uint32Array, 16);
    if (checkpoint) this.restore(checkpoint);
    else this.begin();
  }

  /** Bad fits abandoned so far. */
  get restarts(): number {
    return this.attempts;
  }

  /** Epochs finished in the present attempt. */
  get epoch(): number {
    return this.epochs;
  }

  get done(): boolean {
    return this.isTrained && this.observers.done;
  }

  /** Losses and accuracies at the last measurement of the present attempt. */
  get score(): Score | undefined {
    return this.lastScore;
  }

  /**
   * Trains one epoch and measures when it is due; after a bad fit, starts again. After the last epoch,
   * looks once more at one of the measured ones, for the estimators that need to know the whole run.
   */
  runEpoch(): void {
    if (this.isTrained) {
      this.observers.lookAgain(this.measurement, this.addEstimate);
      return;
    }
    const stage = this.measured.get(this.epochs);
    this.trainEpoch(stage !== undefined);
    const epoch = this.epochs++;
    this.network.endEpoch(this.epochs);
    if (stage === undefined) return;
    const score = this.measure(epoch, stage);
    this.lastScore = score;
    if (this.isBadFit(epoch, stage, score)) this.startAgain();
  }

  /** A copy of all that is needed to go on to the same bits. */
  checkpoint(): Checkpoint {
    const { network, observers, recorder } = this;
    const { saved, arrays: observed } = observers.save();
    const state: State = {
      restarts: this.attempts,
      epoch: this.epochs,
      powers: network.optimiser.powers,
      ranges: network.saveRanges(),
      observers: saved,
    };
    const arrays: Checkpoint["arrays"] = {
      parameters: network.parameters.values.slice(),
      ...recorder.save(),
      ...observed,
    };
    for (const [name, moment] of Object.entries(network.optimiser.moments)) {
      arrays[`moments.${name}`] = moment.slice();
    }
    return { state: structuredClone(state), arrays };
  }

  /** The records, when all epochs are done. */
  result(): RepetitionResult {
    if (!this.done) throw new Error(`repetition ${this.index} is not done`);
    const { experiment, network, workspace } = this;
    return {
      repetition: this.index,
      restarts: this.attempts,
      information: this.recorder.informationTable(),
      training: this.recorder.trainingTable(),
      layers: this.recorder.layerTable(),
      ...this.observers.result(),
      ...(experiment.arithmetic === "integer" && {
        network: shippedNetwork(network, workspace.input.integer),
      }),
    };
  }

  private get isTrained(): boolean {
    return this.epochs === totalEpochs(this.experiment);
  }

  private readonly addEstimate: AddEstimate = (epoch, stage, view, estimate) =>
    this.recorder.information.add(epoch, stage, this.measurement.views.length + view, estimate);

  private get stream(): RandomStream {
    return new RandomStream(this.experiment.seed, this.index).child(this.attempts);
  }

  private begin(): void {
    this.epochs = 0;
    this.lastScore = undefined;
    this.recorder.clear();
    this.observers.clear();
    this.shufflePrefitLabels();
    this.network.begin(this.stream.child(INITIALISATION));
  }

  private restore({ state, arrays }: Checkpoint): void {
    const { network, observers, recorder } = this;
    const { restarts, epoch, powers, ranges, observers: saved } = state as State;
    this.attempts = restarts;
    this.epochs = epoch;
    network.parameters.values.set(arrays.parameters);
    for (const [name, moment] of Object.entries(network.optimiser.moments)) {
      moment.set(arrays[`moments.${name}`]);
    }
    network.optimiser.powers = [...powers];
    network.restoreRanges(ranges);
    recorder.restore(arrays);
    observers.restore(saved, arrays);
    this.shufflePrefitLabels();
  }

  /** Deals the labels of the train samples out among them anew. */
  private shufflePrefitLabels(): void {
    const { prefitLabels, workspace } = this;
    if (prefitLabels.length === 0) return;
    prefitLabels.set(workspace.labels);
    const dealt = workspace.train.map((sample) => workspace.labels[sample]);
    this.stream.child(PREFIT_LABELS).shuffle(dealt);
    workspace.train.forEach((sample, i) => {
      prefitLabels[sample] = dealt[i];
    });
  }

  private measure(epoch: number, stage: Stage): Score {
    const { measurement, network, observers, recorder } = this;
    const predictions = epoch === this.lastMeasured ? measurement.predict() : undefined;
    const { information, score } = measurement.measure(
      observers.look(epoch, stage, this.addEstimate, predictions),
      predictions,
    );
    this.assertFinite(epoch);
    const layers = layerStatistics(network, measurement.endShares);
    recorder.add(epoch, stage, information, score, layers);
    return score;
  }

  private isBadFit(epoch: number, stage: Stage, { trainAccuracy }: Score): boolean {
    const { badFit, prefit } = this.experiment;
    if (badFit === "keep" || stage === "prefit") return false;
    return epoch - (prefit?.epochs ?? 0) >= badFit.epoch && trainAccuracy < badFit.accuracy;
  }

  private startAgain(): void {
    const { badFit } = this.experiment;
    if (badFit !== "keep" && this.attempts === badFit.restarts) {
      throw new TrainingError(
        `repetition ${this.index} gives up after ${badFit.restarts} restarts: each time the train ` +
          `accuracy was below ${badFit.accuracy} at epoch ${badFit.epoch} or later; ` +
          "lower badFit.accuracy or change the training",
      );
    }
    this.attempts++;
    this.begin();
  }

  private trainEpoch(observeGradients: boolean): void {
    const { experiment, network, order, prefitLabels, workspace } = this;
    const { train } = workspace;
    const shuffled = this.epochs < (experiment.prefit?.epochs ?? 0);
    const labels = shuffled ? prefitLabels : workspace.labels;
    network.gradientMoments.clear();
    order.set(train);
    const { key0, key1 } = this.stream.child(SHUFFLING, this.epochs);
    this.engine.kernels.shuffle(
      order.byteOffset,
      order.length,
      key0,
      key1,
      this.scratch.byteOffset,
    );
    for (let from = 0; from < order.length; from += experiment.batchSize) {
      const to = Math.min(order.length, from + experiment.batchSize);
      network.trainBatch(order, from, to, labels);
      if (observeGradients) network.gradientMoments.observe();
    }
  }

  private assertFinite(epoch: number): void {
    const weights = this.network.parameters.values.every(Number.isFinite);
    const culprit = weights ? this.measurement.notFinite : "weights";
    if (!culprit) return;
    throw new TrainingError(
      `repetition ${this.index} diverged: ${culprit} are not finite after epoch ${epoch}; ` +
        "try a smaller optimiser.learningRate",
    );
  }
}
