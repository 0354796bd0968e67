import {
  FLOAT_LOGITS,
  FLOAT_STATES,
  type InformationTable,
  type Inputs,
  LOGIT_CODES,
  SOFTMAX_REBINNED,
  SOFTMAX_VECTORS,
  STATES,
} from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import type { Status } from "../information/status.js";
import type { Curve, Values } from "./curve.js";
import type { MeasuredEpochs } from "./epochs.js";
import type { LostPrediction } from "./lost-prediction.js";
import type { Measured } from "./statistics.js";

/** How a quantity developed on the true labels, bits. The peak is the largest of the mean curve. */
export interface Development {
  /** At the first epoch measured. */
  start: Measured;
  peak: Measured;
  peakEpoch: number;
  /** At the last epoch measured. */
  end: Measured;
  /** Peak minus end. */
  drop: Measured;
  /** log2 of the number of inputs, or H(Y). */
  ceiling: number;
}

/** One layer, counted one way over some inputs, over all repetitions, in numbers. */
export interface LayerRow {
  /** "T1" .. "TL"; the output is TL. */
  layer: string;
  estimator: string;
  /** The inputs over which it was measured. */
  inputs: Inputs;
  /** I(X;T). */
  input: Development;
  /** I(T;Y). */
  label: Development;
  /** Distinct states at the last epoch. */
  states: Measured;
  /** Share of the inputs that have a state of their own at the last epoch, 0..1. */
  singletonShare: Measured;
  /** What the states lose of the network's predictions at the end; null where it was not counted. */
  lostPrediction: LostPrediction | null;
  /** The gravest status of any measurement, and the share of the measurements that have it. */
  status: Status;
  statusShare: number;
  repetitions: number;
  /** Last epoch measured. */
  lastEpoch: number;
}

/** The same against epoch. */
export interface LayerSummary extends LayerRow {
  /** Place of the layer among the layers, from 0. */
  index: number;
  output: boolean;
  curves: {
    /** I(X;T), bits. */
    input: Curve;
    /** I(T;Y), bits. */
    label: Curve;
    states: Curve;
    singletons: Curve;
    /** Share of the repetitions whose value is saturated, 0..1. */
    saturated: Float32Array;
  };
}

/** One layer, counted one way over some inputs: every measurement of every repetition. */
export interface LayerCourses {
  layer: string;
  index: number;
  output: boolean;
  estimator: string;
  inputs: Inputs;
  input: Values;
  label: Values;
  states: Values;
  singletons: Values;
  /** 1 where a value is saturated, else 0. */
  saturated: Values;
  /** log2 of the number of inputs, and H(Y), bits. */
  ceiling: number;
  labelCeiling: number;
  /** H(prediction | T) of every repetition at the last measurement, bits; NaN where not counted. */
  lostPrediction: Float64Array;
  status: Status;
  statusShare: number;
}

const GRAVITY: Status[] = ["exact", "estimate", "saturated", "infinite"];

/** Sorts the information of all repetitions by layer, estimator and inputs, in the order of layers. */
export function layerCourses(results: RunResults, measured: MeasuredEpochs): LayerCourses[] {
  const { repetitions } = results;
  const found = new Map<string, LayerCourses>();
  const tallies = new Map<string, number[]>();
  const empty = () =>
    repetitions.map(() => new Float64Array(measured.epochs.length).fill(Number.NaN));
  repetitions.forEach(({ information: table }, repetition) => {
    for (let row = 0; row < table.epoch.length; row++) {
      const key = `${table.layer[row]}\n${table.estimator[row]}\n${table.inputs[row]}`;
      let one = found.get(key);
      if (!one) {
        one = begin(table, row, repetitions.length, empty);
        found.set(key, one);
        tallies.set(key, [0, 0, 0, 0]);
      }
      const epoch = measured.place.get(table.epoch[row])!;
      one.input[repetition][epoch] = table.inputInformation[row];
      one.label[repetition][epoch] = table.labelInformation[row];
      one.states[repetition][epoch] = table.states[row];
      one.singletons[repetition][epoch] = table.singletons[row];
      one.saturated[repetition][epoch] = Number(table.status[row] === "saturated");
      // Rows are in the order of epochs, and the last one counts.
      one.lostPrediction[repetition] = table.lostPrediction[row];
      tallies.get(key)![GRAVITY.indexOf(table.status[row])]++;
    }
  });
  const layers = [...new Set([...found.values()].map(({ layer }) => layer))];
  for (const [key, one] of found) {
    one.index = layers.indexOf(one.layer);
    one.output = one.index === layers.length - 1;
    const tally = tallies.get(key)!;
    const gravest = tally.findLastIndex((count) => count > 0);
    one.status = GRAVITY[gravest];
    one.statusShare = tally[gravest] / tally.reduce((a, b) => a + b);
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

function begin(
  table: InformationTable,
  row: number,
  repetitions: number,
  empty: () => Values,
): LayerCourses {
  return {
    layer: table.layer[row],
    index: 0,
    output: false,
    estimator: table.estimator[row],
    inputs: table.inputs[row],
    input: empty(),
    label: empty(),
    states: empty(),
    singletons: empty(),
    saturated: empty(),
    ceiling: table.ceiling[row],
    labelCeiling: table.labelCeiling[row],
    lostPrediction: new Float64Array(repetitions).fill(Number.NaN),
    status: "exact",
    statusShare: 1,
  };
}

const PRINCIPAL = [STATES, FLOAT_STATES, LOGIT_CODES, FLOAT_LOGITS, SOFTMAX_VECTORS];
const COUNTS = new Set([...PRINCIPAL, SOFTMAX_REBINNED]);

/** Whether a row is one of those that every run has; the others are of the experiment's estimators. */
export const isCount = ({ estimator }: Pick<LayerRow, "estimator">): boolean =>
  COUNTS.has(estimator);

/** Names of the experiment's estimators, in its order. */
export const estimatorNames = (layers: readonly Pick<LayerRow, "estimator">[]): string[] => [
  ...new Set(layers.filter((one) => !isCount(one)).map(({ estimator }) => estimator)),
];

/** One of each layer: over the inputs asked for, by the exact count of its codes where there is one. */
export function principal<One extends Pick<LayerRow, "layer" | "estimator" | "inputs">>(
  layers: readonly One[],
  inputs: Inputs = principalInputs(layers),
): One[] {
  const rank = ({ estimator }: One) => {
    const place = PRINCIPAL.indexOf(estimator);
    return place < 0 ? PRINCIPAL.length : place;
  };
  const own = layers.filter((one) => one.inputs === inputs);
  return [...new Set(own.map(({ layer }) => layer))].map((layer) =>
    own.filter((one) => one.layer === layer).reduce((a, b) => (rank(b) < rank(a) ? b : a)),
  );
}

/** The inputs that figures are about: all of them where they were measured, else the first kind. */
export function principalInputs(layers: readonly Pick<LayerRow, "inputs">[]): Inputs {
  const kinds = inputKinds(layers);
  return kinds.includes("all") ? "all" : kinds[0];
}

/** The kinds of inputs over which information was measured. */
export const inputKinds = (layers: readonly Pick<LayerRow, "inputs">[]): Inputs[] => [
  ...new Set(layers.map(({ inputs }) => inputs)),
];
