import {
  FLOAT_LOGITS,
  FLOAT_STATES,
  type InformationTable,
  LOGIT_CODES,
  type RepetitionResult,
  SOFTMAX_VECTORS,
  STATES,
  type TrainingTable,
} from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import type { Status } from "../information/status.js";

/** One quantity against epoch, over repetitions; values that are missing or not finite are left out. */
export interface Curve {
  /** Epochs measured in any repetition, ascending. */
  epochs: number[];
  mean: Float64Array;
  /** Sample standard deviation (n - 1); 0 where one repetition has a value. */
  deviation: Float64Array;
  /** Repetitions with a value at each epoch. */
  count: Int32Array;
  /** One array per repetition; NaN where it has no value. */
  values: Float64Array[];
}

/** One layer, counted one way, over all repetitions. */
export interface LayerSeries {
  /** "T1" .. "TL". */
  layer: string;
  /** Place of the layer among the layers, from 0. */
  index: number;
  output: boolean;
  estimator: string;
  /** I(X;T), bits. */
  input: Curve;
  /** I(T;Y), bits. */
  label: Curve;
  states: Curve;
  singletons: Curve;
  /** log2 of the number of inputs measured, bits. */
  ceiling: number;
  /** H(Y), bits. */
  labelCeiling: number;
  /** The gravest status of any measurement, and the share of the measurements that have it. */
  status: Status;
  statusShare: number;
  /** At each epoch, the share of repetitions whose value is saturated. */
  saturated: Float64Array;
}

const GRAVITY: Status[] = ["exact", "estimate", "saturated", "infinite"];

const known = new WeakMap<RunResults, LayerSeries[]>();

/**
 * Averages every layer and every way of counting it over the repetitions, in the order of layers.
 * Remembers its answer: results must not change between calls.
 */
export function layerSeries(results: RunResults): LayerSeries[] {
  const before = known.get(results);
  if (before) return before;
  const series = averageLayers(results);
  known.set(results, series);
  return series;
}

function averageLayers(results: RunResults): LayerSeries[] {
  const groups = new Map<string, Int32Array[]>();
  results.repetitions.forEach((result, repetition) => {
    for (const [key, rows] of rowsByLayer(result.information)) {
      let group = groups.get(key);
      if (!group) groups.set(key, (group = results.repetitions.map(() => new Int32Array())));
      group[repetition] = rows;
    }
  });
  const layers = [...new Set([...groups.keys()].map((key) => key.split("\n")[0]))];
  const series = [...groups].map(([key, rows]) => seriesOf(key, rows, layers, results.repetitions));
  return series.sort((a, b) => a.index - b.index);
}

const PRINCIPAL = [STATES, FLOAT_STATES, LOGIT_CODES, FLOAT_LOGITS, SOFTMAX_VECTORS];

/** One series per layer: the exact count of the layer's codes where there is one. */
export function principalSeries(series: LayerSeries[]): LayerSeries[] {
  const rank = (one: LayerSeries) => {
    const place = PRINCIPAL.indexOf(one.estimator);
    return place < 0 ? PRINCIPAL.length : place;
  };
  return [...new Set(series.map((one) => one.layer))].map((layer) =>
    series.filter((one) => one.layer === layer).reduce((a, b) => (rank(b) < rank(a) ? b : a)),
  );
}

/** Averages one column of the training tables over the repetitions. */
export function trainingCurve(
  results: RunResults,
  column: Exclude<keyof TrainingTable, "epoch" | "stage">,
): Curve {
  return average(
    results.repetitions.map(({ training }) => ({
      epochs: training.epoch,
      values: training[column],
    })),
  );
}

function rowsByLayer(table: InformationTable): Map<string, Int32Array> {
  const lists = new Map<string, number[]>();
  for (let row = 0; row < table.epoch.length; row++) {
    if (table.inputs[row] !== table.inputs[0]) continue;
    const key = `${table.layer[row]}\n${table.estimator[row]}`;
    const list = lists.get(key);
    if (list) list.push(row);
    else lists.set(key, [row]);
  }
  return new Map([...lists].map(([key, list]) => [key, Int32Array.from(list)]));
}

function seriesOf(
  key: string,
  rows: Int32Array[],
  layers: string[],
  repetitions: RepetitionResult[],
): LayerSeries {
  const [layer, estimator] = key.split("\n");
  const tables = repetitions.map((repetition) => repetition.information);
  const curve = (pick: (table: InformationTable, row: number) => number) =>
    average(
      rows.map((own, r) => ({
        epochs: own.map((row) => tables[r].epoch[row]),
        values: Float64Array.from(own, (row) => pick(tables[r], row)),
      })),
    );
  const statuses = rows.flatMap((own, r) => Array.from(own, (row) => tables[r].status[row]));
  const status = GRAVITY[Math.max(...new Set(statuses.map((one) => GRAVITY.indexOf(one))))];
  const first = rows.findIndex((own) => own.length > 0);
  return {
    layer,
    index: layers.indexOf(layer),
    output: layer === layers[layers.length - 1],
    estimator,
    input: curve((table, row) => table.inputInformation[row]),
    label: curve((table, row) => table.labelInformation[row]),
    states: curve((table, row) => table.states[row]),
    singletons: curve((table, row) => table.singletons[row]),
    ceiling: tables[first].ceiling[rows[first][0]],
    labelCeiling: tables[first].labelCeiling[rows[first][0]],
    status,
    statusShare: statuses.filter((one) => one === status).length / statuses.length,
    saturated: curve((table, row) => Number(table.status[row] === "saturated")).mean,
  };
}

function average(columns: { epochs: ArrayLike<number>; values: ArrayLike<number> }[]): Curve {
  const epochs = [...new Set(columns.flatMap((column) => Array.from(column.epochs)))];
  epochs.sort((a, b) => a - b);
  const place = new Map(epochs.map((epoch, index) => [epoch, index]));
  const values = columns.map((column) => {
    const own = new Float64Array(epochs.length).fill(Number.NaN);
    for (let i = 0; i < column.values.length; i++) {
      own[place.get(column.epochs[i])!] = column.values[i];
    }
    return own;
  });
  const mean = new Float64Array(epochs.length);
  const deviation = new Float64Array(epochs.length);
  const count = new Int32Array(epochs.length);
  for (let i = 0; i < epochs.length; i++) {
    const statistics = summarise(values.map((own) => own[i]));
    mean[i] = statistics.mean;
    deviation[i] = statistics.deviation;
    count[i] = statistics.count;
  }
  return { epochs, mean, deviation, count, values };
}

/** Mean, sample standard deviation and number of the finite values; the mean of none is NaN. */
export function summarise(values: number[]): { mean: number; deviation: number; count: number } {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  const mean = count ? sum / count : Number.NaN;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count };
}
