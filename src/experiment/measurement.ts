import type { Engine } from "../engine/engine.js";
import type { Kernels } from "../engine/kernels.js";
import type { Information } from "../information/information.js";
import { StateCounter, type Tally } from "../information/state-counter.js";
import { LANES, type Network } from "../network/network.js";
import { roundUpTo } from "../numerics/round.js";
import { EndCounter, type EndShares } from "./end-shares.js";
import type { Inputs } from "./records.js";
import type { Experiment } from "./schema.js";
import { layerRows, type StateRows, softmaxRows, type View } from "./views.js";
import { TEST, TRAIN, type Workspace } from "./workspace.js";

/** Samples that pass through the network at a time. */
export const CHUNK = 256;

/** Information that grows from a layer to the next by more than this is a fault of the program. */
const ROUNDING = 1e-12;

/** Which parts, as bits, the kinds of inputs are made of. */
const PARTS: Readonly<Record<Inputs, number>> = {
  train: 1 << TRAIN,
  test: 1 << TEST,
  all: (1 << TRAIN) | (1 << TEST),
};

/** A view, and the inputs over which it is counted. */
export interface MeasuredView extends View {
  inputs: Inputs;
}

/** Mean loss (nats) and share of hits over the two parts of the data. */
export interface Score {
  trainLoss: number;
  trainAccuracy: number;
  testLoss: number;
  testAccuracy: number;
}

/**
 * Passes all samples through a network and counts the states of every layer.
 *
 * Samples go through in chunks. A layer whose range is that of the whole tensor is a barrier: its
 * real activations are kept for all samples, and its grid is fixed before the pass goes on.
 */
export class Measurement {
  private readonly kernels: Kernels;
  private readonly counter: StateCounter;
  private readonly layerRows: readonly StateRows[];
  private readonly softmaxRows: readonly StateRows[];
  private readonly stages: { from: number; barrier: number }[];
  /** Real activations of barrier layers, chunk by chunk: byte offsets, used in turn. */
  private readonly kept: [number, number];
  private readonly order: Uint32Array;
  private readonly losses: Float64Array;
  private readonly hits: Uint32Array;
  private readonly ends: EndCounter;
  private readonly trainSize: number;
  private firstNotFinite: string | undefined;

  constructor(
    engine: Engine,
    private readonly network: Network,
    private readonly workspace: Workspace,
    private readonly inputs: Experiment["informationOn"],
  ) {
    const { arena } = engine;
    const { classes, labels, parts, population, samples, train } = workspace;
    this.kernels = engine.kernels;
    this.trainSize = train.length;
    const apart = inputs.some((part) => part !== "all");
    this.counter = new StateCounter(engine, labels, classes, {
      complete: population,
      ...(apart ? { parts, selections: inputs.map((part) => PARTS[part]) } : {}),
    });
    this.ends = new EndCounter(engine, network.layers, samples);
    this.layerRows = network.layers.map((_, l) => layerRows(engine, network, l, samples));
    this.softmaxRows = softmaxRows(engine, network, samples);
    this.stages = stagesOf(network.layers);
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
    this.losses = arena.take(Float64Array, 2);
    this.hits = arena.take(Uint32Array, 2);
  }

  /** What is counted: every view in the order of the network, over every kind of inputs. */
  get views(): readonly MeasuredView[] {
    return this.rows.flatMap(({ view }) => this.inputs.map((inputs) => ({ ...view, inputs })));
  }

  /** What the last pass found at the ends of the grids; one per layer. */
  get endShares(): readonly EndShares[] {
    return this.ends.shares;
  }

  /** Passes all samples through the network as it is now and keeps their states. */
  pass(): Score {
    const { layers } = this.network;
    for (const layer of layers) {
      layer.transformation.prepare(false);
      if (!layer.needsWholeTensor) layer.fixGrid();
    }
    this.losses.fill(0);
    this.hits.fill(0);
    this.ends.clear();
    this.firstNotFinite = undefined;
    this.stages.forEach((_, s) => {
      this.runStage(s);
    });
    const score = this.score();
    if (!Number.isFinite(score.trainLoss + score.testLoss)) this.firstNotFinite ??= "losses";
    return score;
  }

  /** What the last pass found not to be finite: "activations of T2", "losses". */
  get notFinite(): string | undefined {
    return this.firstNotFinite;
  }

  /**
   * Counts the states kept by the last pass; one Information per view, in the order of `views`.
   * `onLayer` is told the states of every layer as they are counted. Throws when data processing is
   * violated.
   */
  count(onLayer?: (index: number, rows: StateRows, tally: Tally) => void): Information[] {
    const { counter, inputs, layerRows } = this;
    const counted = this.rows.map((rows, r) => {
      const information = counter.count(rows.offset, rows.bytes);
      if (r < layerRows.length) onLayer?.(r, rows, counter.tally);
      return information;
    });
    const views = this.rows.map(({ view }) => view);
    inputs.forEach((_, i) => {
      const information = counted.map((one) => one[i]);
      assertDataProcessing(views, information);
    });
    return counted.flat();
  }

  private get rows(): readonly StateRows[] {
    return [...this.layerRows, ...this.softmaxRows];
  }

  private runStage(index: number): void {
    const { from, barrier } = this.stages[index];
    const { layers } = this.network;
    const { samples } = this.workspace;
    const source = this.kept[index % 2];
    const target = this.kept[(index + 1) % 2];
    const whole = { low: 0, high: 0 };
    for (let start = 0; start < samples; start += CHUNK) {
      const count = Math.min(CHUNK, samples - start);
      const lanes = roundUpTo(count, LANES);
      let x = this.order.byteOffset + 4 * start;
      if (from > 0) {
        const below = layers[from - 1];
        x = this.passOn(
          from - 1,
          source + 4 * start * below.transformation.rows,
          start,
          count,
          lanes,
        );
      }
      for (let l = from; l < layers.length && l <= barrier; l++) {
        const layer = layers[l];
        if (!layer.needsWholeTensor) {
          this.activate(l, x, layer.real, lanes);
          x = this.passOn(l, layer.real, start, count, lanes);
        } else {
          const real = target + 4 * start * layer.transformation.rows;
          this.activate(l, x, real, lanes);
          const { low, high } = layer.range(real, lanes);
          whole.low = Math.min(whole.low, low);
          whole.high = Math.max(whole.high, high);
        }
      }
    }
    const last = layers[barrier];
    if (last?.needsWholeTensor) {
      last.tracker.observe(whole.low, whole.high);
      last.fixGrid();
    }
  }

  private activate(l: number, x: number, real: number, lanes: number): void {
    const layer = this.network.layers[l];
    layer.transform(x, real, lanes);
    if (!layer.isFinite(real, lanes)) this.firstNotFinite ??= `activations of T${l + 1}`;
    layer.activate(real, lanes);
  }

  /** Quantises layer l's real activations, records their states, and returns what is passed on. */
  private passOn(l: number, real: number, start: number, count: number, lanes: number): number {
    const { network } = this;
    const passedOn = network.layers[l].quantise(real, lanes);
    this.layerRows[l].keep(real, start, count);
    this.ends.add(l, real, lanes, count);
    if (network.layers[l] === network.output) this.finish(start, count, lanes);
    return passedOn;
  }

  private finish(start: number, count: number, lanes: number): void {
    const { hits, kernels, losses, network, workspace } = this;
    const logits = network.output.values(lanes);
    const probabilities = network.probabilities.byteOffset;
    network.softmax(logits, lanes);
    for (const rows of this.softmaxRows) rows.keep(probabilities, start, count);
    kernels.score(
      logits,
      network.normaliser.byteOffset,
      workspace.labels.byteOffset + start,
      workspace.parts.byteOffset + start,
      losses.byteOffset,
      hits.byteOffset,
      network.output.units,
      lanes,
      count,
    );
  }

  private score(): Score {
    const { hits, losses, trainSize, workspace } = this;
    const testSize = workspace.samples - trainSize;
    return {
      trainLoss: losses[TRAIN] / trainSize,
      trainAccuracy: hits[TRAIN] / trainSize,
      testLoss: losses[TEST] / testSize,
      testAccuracy: hits[TEST] / testSize,
    };
  }
}

/** Runs of layers between barriers; the last one ends past the output. */
function stagesOf(layers: Network["layers"]): { from: number; barrier: number }[] {
  const stages = [];
  let from = 0;
  layers.forEach((layer, l) => {
    if (!layer.needsWholeTensor) return;
    stages.push({ from, barrier: l });
    from = l + 1;
  });
  stages.push({ from, barrier: layers.length });
  return stages;
}

/** Each view is a function of the one before, so that neither information can grow. */
function assertDataProcessing(views: readonly View[], information: readonly Information[]): void {
  for (let v = 1; v < views.length; v++) {
    const before = information[v - 1];
    const after = information[v];
    if (
      after.entropy > before.entropy + ROUNDING ||
      after.labelInformation > before.labelInformation + ROUNDING
    ) {
      throw new Error(
        `data processing violated between ${views[v - 1].layer} (${views[v - 1].estimator}) and ` +
          `${views[v].layer} (${views[v].estimator}): please report this fault of infoplane`,
      );
    }
  }
}
