import { column, meanOf, type Values } from "./curve.js";
import type { Development, LayerCourses, LayerRow } from "./layers.js";
import { lostPrediction } from "./lost-prediction.js";
import { measured } from "./statistics.js";

/** Epochs of a run and the index at which the training on true labels begins. */
interface Span {
  epochs: number[];
  from: number;
}

/** Start, peak, end and drop of a layer on the true labels, from every measurement that it has. */
export function layerRow(one: LayerCourses, span: Span): LayerRow {
  const end = span.epochs.length - 1;
  const inputs = Math.round(2 ** one.ceiling);
  return {
    layer: one.layer,
    estimator: one.estimator,
    inputs: one.inputs,
    input: development(one.input, one.ceiling, span),
    label: development(one.label, one.labelCeiling, span),
    states: measured(column(one.states, end)),
    singletonShare: measured(column(one.singletons, end).map((count) => count / inputs)),
    lostPrediction: lostPrediction(one.lostPrediction),
    status: one.status,
    statusShare: one.statusShare,
    repetitions: one.input.length,
    lastEpoch: span.epochs[end],
  };
}

function development(values: Values, ceiling: number, { epochs, from }: Span): Development {
  const mean = meanOf(values);
  const known = [...mean.keys()].filter((index) => index >= from && Number.isFinite(mean[index]));
  const start = known[0] ?? from;
  const end = known.at(-1) ?? epochs.length - 1;
  const peak = known.reduce((best, index) => (mean[index] > mean[best] ? index : best), start);
  return {
    start: measured(column(values, start)),
    peak: measured(column(values, peak)),
    peakEpoch: epochs[peak],
    end: measured(column(values, end)),
    drop: measured(values.map((own) => own[peak] - own[end])),
    ceiling,
  };
}
