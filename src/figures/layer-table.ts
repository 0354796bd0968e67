import type { RunResults } from "../experiment/results.js";
import type { Status } from "../information/status.js";
import { type Curve, type LayerSeries, layerSeries, summarise } from "./averages.js";

/** A mean over repetitions and its standard error; null when there is only one repetition. */
export interface Measured {
  mean: number;
  standardError: number | null;
}

/** How a quantity developed, bits. The peak is the largest value of the mean curve. */
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

/** One layer, counted one way, over all repetitions. */
export interface LayerRow {
  /** "T1" .. "TL"; the output is TL. */
  layer: string;
  estimator: string;
  /** I(X;T). */
  input: Development;
  /** I(T;Y). */
  label: Development;
  /** Distinct states at the last epoch. */
  states: Measured;
  /** Share of the inputs that have a state of their own at the last epoch, 0..1. */
  singletonShare: Measured;
  /** The gravest status of any measurement, and the share of the measurements that have it. */
  status: Status;
  statusShare: number;
  repetitions: number;
  /** Last epoch measured. */
  lastEpoch: number;
}

/**
 * Start, peak, end and drop of I(X;T) and I(T;Y), bits, of every layer and every way of counting it:
 * means over the repetitions with standard errors, from all measurements.
 */
export function layerTable(results: RunResults): LayerRow[] {
  return layerSeries(results).map((series) => ({
    layer: series.layer,
    estimator: series.estimator,
    input: development(series.input, series.ceiling),
    label: development(series.label, series.labelCeiling),
    states: measured(atEnd(series.states)),
    singletonShare: singletonShare(series),
    status: series.status,
    statusShare: series.statusShare,
    repetitions: series.input.values.length,
    lastEpoch: series.input.epochs[series.input.epochs.length - 1],
  }));
}

function development(curve: Curve, ceiling: number): Development {
  const column = (epoch: number) => curve.values.map((own) => own[epoch]);
  const end = curve.epochs.length - 1;
  let peak = 0;
  for (let i = 1; i <= end; i++) if (curve.mean[i] > curve.mean[peak]) peak = i;
  return {
    start: measured(column(0)),
    peak: measured(column(peak)),
    peakEpoch: curve.epochs[peak],
    end: measured(column(end)),
    drop: measured(curve.values.map((own) => own[peak] - own[end])),
    ceiling,
  };
}

function singletonShare({ singletons, ceiling }: LayerSeries): Measured {
  const inputs = Math.round(2 ** ceiling);
  return measured(atEnd(singletons).map((count) => count / inputs));
}

const atEnd = (curve: Curve) => curve.values.map((own) => own[own.length - 1]);

function measured(values: number[]): Measured {
  const { mean, deviation, count } = summarise(values);
  return { mean, standardError: count > 1 ? deviation / Math.sqrt(count) : null };
}
