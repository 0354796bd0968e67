import type { Engine } from "../engine/engine.js";
import { LANES, Network } from "../network/network.js";
import { RandomStream } from "../numerics/random.js";
import { roundUpTo } from "../numerics/round.js";
import type { RangeState } from "../quantize/range.js";
import type { Checkpoint } from "./checkpoint.js";
import { CHUNK, Measurement, type Score } from "./measurement.js";
import { Recorder } from "./recorder.js";
import type { RepetitionResult } from "./records.js";
import { measuredEpochs } from "./schedule.js";
import type { Experiment } from "./schema.js";
import type { Workspace } from "./workspace.js";

/** A repetition cannot reach its end: it diverged, or every attempt was a bad fit. */
export class TrainingError extends Error {
  override name = "TrainingError";
}

/** Purposes of random numbers; each has a stream of its own. */
const INITIALISATION = 0;
const SHUFFLING = 1;

/** What a checkpoint holds beside its arrays. */
interface State {
  restarts: number;
  epoch: number;
  powers: [number, number];
  ranges: RangeState[];
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
  private readonly measured: Set<number>;
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
    this.measurement = new Measurement(engine, this.network, workspace);
    this.recorder = new Recorder(this.measurement.views);
    this.order = engine.arena.take(Uint32Array, workspace.train.length);
    this.scratch = engine.arena.take(Uint32Array, 8);
    this.measured = new Set(measuredEpochs(experiment.measure, experiment.epochs));
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
    return this.epochs === this.experiment.epochs;
  }

  /** Losses and accuracies at the last measurement of the present attempt. */
  get score(): Score | undefined {
    return this.lastScore;
  }

  /** Trains one epoch and measures when it is due; after a bad fit, starts again. */
  runEpoch(): void {
    this.trainEpoch();
    const epoch = this.epochs++;
    this.network.endEpoch(this.epochs);
    if (!this.measured.has(epoch)) return;
    const score = this.measurement.pass();
    this.assertFinite(epoch);
    this.recorder.add(epoch, this.measurement.count(), score);
    this.lastScore = score;
    const { badFit } = this.experiment;
    if (badFit !== "keep" && epoch >= badFit.epoch && score.trainAccuracy < badFit.accuracy) {
      if (this.attempts === badFit.restarts) {
        throw new TrainingError(
          `repetition ${this.index} gives up after ${badFit.restarts} restarts: each time the train ` +
            `accuracy was below ${badFit.accuracy} at epoch ${badFit.epoch} or later; ` +
            "lower badFit.accuracy or change the training",
        );
      }
      this.attempts++;
      this.begin();
    }
  }

  /** A copy of all that is needed to go on to the same bits. */
  checkpoint(): Checkpoint {
    const { network, recorder } = this;
    const state: State = {
      restarts: this.attempts,
      epoch: this.epochs,
      powers: network.optimiser.powers,
      ranges: network.saveRanges(),
    };
    const arrays: Checkpoint["arrays"] = {
      parameters: network.parameters.values.slice(),
      ...recorder.save(),
    };
    for (const [name, moment] of Object.entries(network.optimiser.moments)) {
      arrays[`moments.${name}`] = moment.slice();
    }
    return { state: structuredClone(state), arrays };
  }

  /** The records, when all epochs are done. */
  result(): RepetitionResult {
    if (!this.done) throw new Error(`repetition ${this.index} is not done`);
    return {
      repetition: this.index,
      restarts: this.attempts,
      information: this.recorder.informationTable(),
      training: this.recorder.trainingTable(),
    };
  }

  private get stream(): RandomStream {
    return new RandomStream(this.experiment.seed, this.index).child(this.attempts);
  }

  private begin(): void {
    this.epochs = 0;
    this.lastScore = undefined;
    this.recorder.clear();
    this.network.begin(this.stream.child(INITIALISATION));
  }

  private restore({ state, arrays }: Checkpoint): void {
    const { network, recorder } = this;
    const { restarts, epoch, powers, ranges } = state as State;
    this.attempts = restarts;
    this.epochs = epoch;
    network.parameters.values.set(arrays.parameters);
    for (const [name, moment] of Object.entries(network.optimiser.moments)) {
      moment.set(arrays[`moments.${name}`]);
    }
    network.optimiser.powers = [...powers];
    network.restoreRanges(ranges);
    recorder.restore(arrays);
  }

  private trainEpoch(): void {
    const { experiment, network, order, workspace } = this;
    const { labels, train } = workspace;
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
