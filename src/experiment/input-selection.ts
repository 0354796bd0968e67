import type { Engine } from "../engine/engine.js";
import { CodedLayer, type CountedOver, type StateCounts } from "../estimators/coded-layer.js";
import type { Extremes, Sample } from "../estimators/estimator.js";
import { CountSums } from "../information/count-sums.js";
import type { Tally } from "../information/state-counter.js";
import type { Inputs } from "./records.js";
import type { ShownLayer } from "./shown-layer.js";
import { indicesOf, PARTS, pick, type Workspace } from "./workspace.js";

/** Rows of numbers. */
interface RowsOf {
  values: Float32Array;
  units: number;
}

/** What a layer shows of the inputs of one kind. */
export class InputSelection {
  private readonly over: CountedOver;
  /** Undefined for all inputs. */
  readonly indices: Uint32Array | undefined;
  /** The network's own inputs, for estimators that compare them with the activations. */
  private readonly network: RowsOf | undefined;
  private readonly labels: Uint8Array;
  private readonly population: boolean;
  /** The states that they have, where states are counted by part. */
  private readonly picks: Uint32Array;
  private readonly counts: Uint32Array;
  private readonly joint: Uint32Array;
  /** Inputs of each prediction in each state. */
  private readonly predicted: Uint32Array;
  private histogram = new Uint32Array();
  /** The layer last shown in codes. */
  private last: { shown: ShownLayer; coded: CodedLayer } | undefined;

  /**
   * `outputs`: classes that can be predicted. `apart`: whether states are counted by part. `network`: all
   * inputs of the network, for estimators that compare them with the activations.
   */
  constructor(
    private readonly engine: Engine,
    workspace: Workspace,
    readonly kind: Inputs,
    outputs: number,
    private readonly apart: boolean,
    network: RowsOf | undefined,
  ) {
    const { classes, labels, parts, population, samples } = workspace;
    this.indices = indicesOf(kind, parts);
    this.network =
      this.indices && network ? { ...network, values: take(network, this.indices) } : network;
    this.labels = pick(labels, this.indices);
    this.population = population && kind === "all";
    const { arena } = engine;
    const sums = new CountSums(engine, this.labels.length);
    const counts = new Uint32Array(classes);
    for (const label of this.labels) counts[label]++;
    this.over = { classes, outputs, sums, inputs: sums.inputsOf(counts, this.population) };
    const length = apart ? samples : 0;
    this.picks = arena.take(Uint32Array, length);
    this.counts = arena.take(Uint32Array, length);
    this.joint = arena.take(Uint32Array, length * classes);
    this.predicted = arena.take(Uint32Array, samples * outputs);
  }

  /** A layer in codes, if it has them. `bounds`: of its units over the run, always the same. */
  codedOf(shown: ShownLayer, bounds: Extremes | undefined): CodedLayer | undefined {
    const { codes, tally } = shown;
    if (!codes) return undefined;
    if (this.last?.shown !== shown) {
      const states = this.statesOf(tally, shown.predictions);
      const { engine, over } = this;
      const needed = codes.units * codes.levels;
      if (this.histogram.length < needed) {
        this.histogram = engine.arena.take(Uint32Array, 2 * needed);
      }
      const { byteOffset } = this.histogram;
      this.last = { shown, coded: new CodedLayer(engine, codes, states, over, byteOffset, bounds) };
    }
    return this.last.coded;
  }

  /** The states that they have among those of all inputs. */
  private statesOf(tally: Tally, predictions: Uint8Array | undefined): StateCounts {
    const { counts, joint, picks } = this.apart ? this.select(tally) : allOf(tally);
    if (predictions) this.countPredictions(tally, picks, predictions);
    return {
      states: picks.length,
      areDistinct: tally.areDistinct,
      picks: picks.byteOffset,
      counts: counts.byteOffset,
      joint: joint.byteOffset,
      ...(predictions && { predicted: this.predicted.byteOffset }),
    };
  }

  /** `picks`: a row of each state. */
  private countPredictions(
    { firsts, rowOf, stateOf }: Tally,
    picks: Uint32Array,
    predictions: Uint8Array,
  ): void {
    const { indices, predicted } = this;
    const { outputs } = this.over;
    predicted.fill(0);
    const placeOf = new Uint32Array(stateOf.length);
    for (let place = 0; place < picks.length; place++) placeOf[picks[place]] = place;
    for (let i = 0; i < (indices ?? rowOf).length; i++) {
      const input = indices ? indices[i] : i;
      const place = placeOf[firsts[stateOf[rowOf[input]]]];
      predicted[place * outputs + predictions[input]]++;
    }
  }

  /** Their values, one row per input; `memory` has room for them. */
  sampleOf(shown: ShownLayer, memory: Float32Array, bounds: Extremes | undefined): Sample {
    const { indices, labels, network, population } = this;
    const { classes } = this.over;
    const { discrete, units } = shown;
    const values = indices
      ? take(shown, indices, memory.subarray(0, indices.length * units))
      : shown.values;
    const about = { units, labels, classes, population, discrete, values };
    return { ...about, ...(bounds && { bounds }), ...(network && { inputs: network }) };
  }

  private select({ firsts, joint: all, states }: Tally) {
    const { counts, engine, joint, picks } = this;
    const { classes } = this.over;
    const parts = all.length / states / classes;
    const what = [all.byteOffset, states, parts, classes, PARTS[this.kind]] as const;
    engine.kernels.selectParts(...what, joint.byteOffset, counts.byteOffset);
    let kept = 0;
    for (let s = 0; s < states; s++) {
      if (counts[s] === 0) continue;
      picks[kept] = firsts[s];
      counts[kept] = counts[s];
      joint.copyWithin(kept * classes, s * classes, (s + 1) * classes);
      kept++;
    }
    return { counts, joint, picks: picks.subarray(0, kept) };
  }
}

/** All states. */
const allOf = ({ counts, firsts, joint }: Tally) => ({ counts, joint, picks: firsts });

/** Copies the rows at some indices. */
function take(
  { units, values }: RowsOf,
  indices: Uint32Array,
  out: Float32Array = new Float32Array(indices.length * units),
): Float32Array {
  for (let i = 0, to = 0; i < indices.length; i++) {
    const from = indices[i] * units;
    for (let u = 0; u < units; u++) out[to++] = values[from + u];
  }
  return out;
}
