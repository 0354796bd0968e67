import type { Engine } from "../engine/engine.js";
import type { Information } from "../information/information.js";
import { StateCounter, type Tally } from "../information/state-counter.js";
import { LANES, type Network } from "../network/network.js";
import { roundUpTo } from "../numerics/round.js";
import { assertDataProcessing } from "./data-processing.js";
import { EndCounter, type EndShares } from "./end-shares.js";
import type { Recorded } from "./information-rows.js";
import type { Inputs } from "./records.js";
import type { Experiment } from "./schema.js";
import { type Score, Scorer } from "./scorer.js";
import { layerRows, type StateRows, softmaxRows, type View } from "./views.js";
import { withLost } from "./with-lost.js";
import { indicesOf, PARTS, type Workspace } from "./workspace.js";

/** Samples that pass through the network at a time. */
export const CHUNK = 256;

/**
 * A layer with at most this share of states among its rows has them merged at the next measurement:
 * only its states go on to the layers above. It changes no result; bench/README.md says what it saves.
 */
const MERGED_SHARE = 0.5;

/** A view, and the inputs over which it is counted. */
export interface MeasuredView extends View {
  inputs: Inputs;
}

/** Layers from one to another, both included. */
interface LayerRange {
  first: number;
  last: number;
}

/** Rows of a pass that go through the network together, `count` of them in `lanes` lanes. */
interface Chunk {
  start: number;
  count: number;
  lanes: number;
}

/** Byte offset of what a layer takes, for the rows of a chunk. */
type Source = (chunk: Chunk) => number;

/** Told the states of every layer as they are counted, and then those of the softmax. */
export interface MeasurementListener {
  layer(index: number, rows: StateRows, tally: Tally): void;
  softmax?(vectors: StateRows, tally: Tally): void;
}

/** What a network is like at one time. */
export interface Measured {
  score: Score;
  /** One per view, in the order of `views`; with what it loses of the predictions, if these are given. */
  information: Recorded[];
}

/**
 * Passes all samples through a network and counts the states of every layer.
 *
 * Samples go through in chunks, layer after layer, up to one that must be seen as a whole before the
 * pass goes on. That is a barrier, whose range is that of the whole tensor and whose real activations
 * are kept; or a layer whose states are merged: each state then stands for all the samples in it. As
 * a layer is a function of the one below, nothing is lost by that.
 *
 * For the same reason an output that has another state for every input leaves nothing to be counted
 * below: no layer there can have fewer. Where the measurement before found that, the output is counted
 * alone, and the other layers only if it is so no more.
 */
export class Measurement {
  /** What is counted: every view in the order of the network, over every kind of inputs. */
  readonly views: readonly MeasuredView[];
  private readonly counter: StateCounter;
  private readonly layerRows: readonly StateRows[];
  private readonly softmaxRows: readonly StateRows[];
  private readonly scorer: Scorer;
  private readonly ends: EndCounter;
  private readonly samples: number;
  /** Indices of the inputs of each kind; undefined for all. */
  private readonly indices: readonly (Uint32Array | undefined)[];
  /** Real activations of barriers, chunk by chunk: byte offsets, used in turn. */
  private readonly kept: [number, number];
  private readonly order: Uint32Array;
  /** For each row after a merge, a row of the merged layer that shows its state. */
  private readonly picks: Uint32Array;
  /** Which layers are merged at the next measurement. */
  private merges: boolean[];
  /** Rows of the present pass, and the layers whose states it keeps. */
  private rows = 0;
  private shown: LayerRange = { first: 0, last: 0 };
  /** Distinct states of the output at the last measurement. */
  private outputStates = 0;
  private firstNotFinite: string | undefined;
  /** Whether the network is only shown again. */
  private isAgain = false;

  constructor(
    engine: Engine,
    private readonly network: Network,
    workspace: Workspace,
    private readonly inputs: Experiment["informationOn"],
  ) {
    const { arena } = engine;
    const { classes, labels, parts, population, samples } = workspace;
    const apart = inputs.some((part) => part !== "all");
    this.samples = samples;
    this.indices = inputs.map((kind) => indicesOf(kind, parts));
    this.counter = new StateCounter(engine, labels, classes, {
      complete: population,
      ...(apart ? { parts, selections: inputs.map((part) => PARTS[part]) } : {}),
    });
    this.ends = new EndCounter(engine, network.layers, samples);
    this.scorer = new Scorer(engine, network, workspace);
    this.layerRows = network.layers.map((_, l) => layerRows(engine, network, l, samples));
    this.softmaxRows = softmaxRows(engine, network, samples);
    this.views = [...this.layerRows, ...this.softmaxRows].flatMap(({ view }) =>
      inputs.map((kind) => ({ ...view, inputs: kind })),
    );
    this.merges = network.layers.map(() => false);
    const padded = roundUpTo(samples, CHUNK);
    const widest = Math.max(
      0,
      ...network.layers.map((layer) => (layer.needsWholeTensor ? layer.transformation.rows : 0)),
    );
    this.kept = [
      arena.take(Float32Array, padded * widest).byteOffset,
      arena.take(Float32Array, padded * widest).byteOffset,
    ];
    this.order = arena.take(Uint32Array, padded);
    for (let s = 0; s < padded; s++) this.order[s] = Math.min(s, samples - 1);
    this.picks = arena.take(Uint32Array, padded);
  }

  /** What the last measurement found at the ends of the grids; one per layer. */
  get endShares(): readonly EndShares[] {
    return this.ends.shares;
  }

  /** What the last measurement found not to be finite: "activations of T2", "losses". */
  get notFinite(): string | undefined {
    return this.firstNotFinite;
  }

  /** Which layers the next measurement merges; a choice that changes no result. */
  get mergedLayers(): readonly boolean[] {
    return this.merges;
  }

  set mergedLayers(merges: readonly boolean[]) {
    this.merges = [...merges];
  }

  /**
   * The class that the network as it is now predicts for every input: each goes through by itself,
   * whatever states it shares. Of equal logits the lowest class.
   */
  predict(): Uint8Array {
    const { counter, network, scorer } = this;
    this.isAgain = false;
    const merges = network.layers.map(() => false);
    this.pass({ first: 0, last: -1 }, undefined, merges, () => counter.tally);
    return scorer.predictions;
  }

  /**
   * Measures the network as it is now. `predictions`: what it predicts, to count what each view loses
   * of it. Throws when data processing is violated, unless something was not finite.
   */
  measure(listener?: MeasurementListener, predictions?: Uint8Array): Measured {
    const { counter, network, samples, scorer } = this;
    this.isAgain = false;
    const output = network.layers.length - 1;
    const expected = this.outputStates === samples && !this.merges.includes(true) && !listener;
    let counted = this.countFrom(expected ? output : 0, listener, predictions);
    if (expected) {
      const [logits] = counted;
      counted =
        this.outputStates === samples
          ? [...new Array<Recorded[]>(output).fill(logits), ...counted]
          : this.countFrom(0, undefined, predictions);
    }
    const score = scorer.score(counter.rowOf);
    if (!Number.isFinite(score.trainLoss + score.testLoss)) this.firstNotFinite ??= "losses";
    if (!this.firstNotFinite) this.assertDataProcessing(counted);
    return { score, information: counted.flat() };
  }

  /**
   * Shows the layers of the network as it is now again, all but the logits, without any information or
   * score of them. `states`: how many each of them had when it was measured. Where these are many and
   * known by codes, they are not looked for: the rows are shown as they are.
   */
  revisit(states: readonly number[], listener: MeasurementListener): void {
    const { counter } = this;
    const { layers, output } = this.network;
    this.isAgain = true;
    let rows = this.samples;
    const merges = layers.map((layer, l) => {
      const few = layer !== output && states[l] <= MERGED_SHARE * rows;
      if (few) rows = states[l];
      return few;
    });
    const below = { first: 0, last: layers.length - 2 };
    this.pass(below, listener, merges, ({ bytes, offset }, l) => {
      if (l !== undefined && !merges[l] && layers[l].bits !== "float") {
        return counter.rowTally(states[l] === this.rows);
      }
      counter.find(offset, bytes);
      return counter.tally;
    });
  }

  /** Passes all samples through the network; information of the views of the layers from `first` on. */
  private countFrom(
    first: number,
    listener: MeasurementListener | undefined,
    predictions: Uint8Array | undefined,
  ): Recorded[][] {
    const { counter, ends, merges, network } = this;
    const last = network.layers.length - 1;
    const counted: Recorded[][] = [];
    ends.clear();
    this.merges = this.pass({ first, last }, listener, merges, ({ bytes, offset }, l) => {
      const information = counter.count(offset, bytes);
      if (predictions) {
        const { rowOf, stateOf } = counter;
        const states = rowOf.map((row) => stateOf[row]);
        counted.push(withLost(information, states, predictions, this.indices));
      } else counted.push(information);
      if (l === last) this.outputStates = counter.tally.states;
      return counter.tally;
    });
    return counted;
  }

  /**
   * Passes all samples through the network. `shown` are the layers whose states are kept; below them
   * none may be merged. `count` counts the states in the rows of such a layer l, or of the softmax.
   * Returns which layers have few states.
   */
  private pass(
    shown: LayerRange,
    listener: MeasurementListener | undefined,
    merges: readonly boolean[],
    count: (rows: StateRows, l?: number) => Tally,
  ): boolean[] {
    const { counter, network } = this;
    this.shown = shown;
    const { layers } = network;
    const output = layers.length - 1;
    network.prepare();
    this.firstNotFinite = undefined;
    counter.begin();
    this.rows = this.samples;
    const few = new Array<boolean>(shown.first).fill(false);
    const countUpTo = (last: number) => {
      for (let l = few.length; l <= last; l++) {
        const rows = this.layerRows[l];
        const tally = count(rows, l);
        listener?.layer(l, rows, tally);
        few[l] = tally.states <= MERGED_SHARE * this.rows;
      }
    };
    let source: Source = ({ start }) => this.order.byteOffset + 4 * start;
    let finished = false;
    for (let from = 0; from <= output; ) {
      const last = layers.findIndex(
        (layer, l) => l >= from && (layer.needsWholeTensor || merges[l] || l === output),
      );
      const isBarrier = layers[last].needsWholeTensor;
      if (isBarrier) {
        source = this.toBarrier(source, from, last);
      } else {
        const below = source;
        finished = last === output && !merges[last];
        this.eachChunk((chunk) => {
          this.throughLayers(below(chunk), from, last, chunk);
          if (finished) this.finish(chunk);
        });
      }
      if (merges[last]) {
        if (isBarrier) this.eachChunk(source);
        countUpTo(last);
        source = this.merge(last);
      }
      from = last + 1;
    }
    if (!finished) {
      this.eachChunk((chunk) => {
        source(chunk);
        this.finish(chunk);
      });
    }
    countUpTo(shown.last);
    for (const rows of this.finalRows) {
      const tally = count(rows);
      if (rows === this.softmaxRows[0]) listener?.softmax?.(rows, tally);
    }
    return few;
  }

  /** The views of the softmax that are looked at. */
  private get finalRows(): readonly StateRows[] {
    return this.isAgain ? this.softmaxRows.slice(0, 1) : this.softmaxRows;
  }

  private eachChunk(work: (chunk: Chunk) => void): void {
    for (let start = 0; start < this.rows; start += CHUNK) {
      const count = Math.min(CHUNK, this.rows - start);
      work({ start, count, lanes: roundUpTo(count, LANES) });
    }
  }

  /** Through the layers from .. last; returns what is passed on. */
  private throughLayers(x: number, from: number, last: number, chunk: Chunk): number {
    let passedOn = x;
    for (let l = from; l <= last; l++) {
      const { real } = this.network.layers[l];
      this.activate(l, passedOn, real, chunk.lanes);
      passedOn = this.passOn(l, real, chunk);
    }
    return passedOn;
  }

  /**
   * Through the layers from .. last - 1, then to the real activations of layer `last`, which are kept,
   * and fixes its grid. Quantising them is left to the source of the next layer.
   */
  private toBarrier(source: Source, from: number, last: number): Source {
    const layer = this.network.layers[last];
    if (!layer.needsWholeTensor)
      throw new Error("only a layer with a range of its own is a barrier");
    const [target, other] = this.kept;
    this.kept[0] = other;
    this.kept[1] = target;
    const keptAt = ({ start }: Chunk) => target + 4 * start * layer.transformation.rows;
    const whole = { low: 0, high: 0 };
    this.eachChunk((chunk) => {
      const x = this.throughLayers(source(chunk), from, last - 1, chunk);
      const real = keptAt(chunk);
      this.activate(last, x, real, chunk.lanes);
      const { low, high } = layer.range(real, chunk.lanes);
      whole.low = Math.min(whole.low, low);
      whole.high = Math.max(whole.high, high);
    });
    layer.tracker.observe(whole.low, whole.high);
    layer.fixGrid();
    return (chunk) => this.passOn(last, keptAt(chunk), chunk);
  }

  /** Merges the states of layer l, which were just counted: from now on each is a row. */
  private merge(l: number): Source {
    const { counter, layerRows, network, picks } = this;
    const { firsts, states } = counter.tally;
    picks.set(firsts);
    picks.fill(firsts[states - 1], states, roundUpTo(states, CHUNK));
    counter.merge();
    this.rows = states;
    const { bytes, offset } = layerRows[l];
    return ({ start, lanes }) =>
      network.layers[l].restore(offset, bytes, picks.byteOffset + 4 * start, lanes);
  }

  private activate(l: number, x: number, real: number, lanes: number): void {
    const layer = this.network.layers[l];
    layer.transform(x, real, lanes);
    if (!layer.isFinite(real, lanes)) this.firstNotFinite ??= `activations of T${l + 1}`;
    layer.activate(real, lanes);
  }

  /** Quantises layer l's real activations, records their states, and returns what is passed on. */
  private passOn(l: number, real: number, { start, count, lanes }: Chunk): number {
    const { first, last } = this.shown;
    const passedOn = this.network.layers[l].quantise(real, lanes);
    if (first <= l && l <= last) this.layerRows[l].keep(real, start, count);
    if (!this.isAgain)
      this.ends.add(l, real, lanes, count, this.counter.weights.byteOffset + 4 * start);
    return passedOn;
  }

  /** From the logits just passed on to the softmax and the losses. */
  private finish({ start, count, lanes }: Chunk): void {
    const { network, scorer } = this;
    const logits = network.output.values(lanes);
    network.softmax(logits, lanes);
    for (const rows of this.finalRows) rows.keep(network.probabilities.byteOffset, start, count);
    if (!this.isAgain) scorer.add(logits, start, count, lanes);
  }

  private assertDataProcessing(counted: readonly Information[][]): void {
    const views = [...this.layerRows, ...this.softmaxRows].map(({ view }) => view);
    this.inputs.forEach((_, i) => {
      assertDataProcessing(
        views,
        counted.map((one) => one[i]),
      );
    });
  }
}
