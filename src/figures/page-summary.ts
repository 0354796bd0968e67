import type { RunResults } from "../experiment/results.js";
import { type LayerSeries, layerSeries, summarise } from "./averages.js";
import { number, thousands, trimmed } from "./format.js";
import { STATUS_MEANING } from "./status-words.js";

/** What a run was, how it went and what its numbers are worth, in plain English. */
export function summarySentences(results: RunResults): string[] {
  const series = layerSeries(results);
  return [
    extent(results, series),
    accuracy(results),
    restarts(results),
    ceilings(results, series),
    ...statuses(series),
  ];
}

function extent({ experiment, repetitions }: RunResults, series: LayerSeries[]): string {
  const { length } = repetitions;
  const planned = experiment.repetitions;
  const done =
    length < planned
      ? `${length} of ${plural(planned, "repetition")} finished so far; everything here is about those`
      : plural(length, "repetition");
  const measured = plural(series[0].input.epochs.length, "measurement");
  const layers = plural(new Set(series.map((one) => one.layer)).size, "layer");
  return `${done}; ${layers}, ${plural(experiment.epochs, "epoch")} of training, ${measured} each.`;
}

function accuracy({ repetitions }: RunResults): string {
  const at = (column: "trainAccuracy" | "testAccuracy") => {
    const values = repetitions.map(({ training }) => 100 * (training[column].at(-1) ?? Number.NaN));
    const { mean, deviation, count } = summarise(values);
    const error = count > 1 ? ` ± ${((1.96 * deviation) / Math.sqrt(count)).toFixed(2)}` : "";
    return `${number(mean, 2)}${error} %`;
  };
  const how = repetitions.length > 1 ? " (mean ± 1.96 standard errors over the repetitions)" : "";
  const [train, test] = [at("trainAccuracy"), at("testAccuracy")];
  return `Accuracy at the last measurement: ${train} on the train part, ${test} on the test part${how}.`;
}

function restarts({ experiment, repetitions }: RunResults): string {
  const { badFit } = experiment;
  if (badFit === "keep") return "Bad fits were kept, as the experiment asks.";
  const last = repetitions[0].training.epoch.at(-1) ?? 0;
  if (last < badFit.epoch) {
    return `Bad fits were not looked for: that begins at epoch ${thousands(badFit.epoch)}, after the last measurement.`;
  }
  const total = repetitions.reduce((sum, { restarts }) => sum + restarts, 0);
  const rule = `train accuracy below ${trimmed(100 * badFit.accuracy, 2)} % at epoch ${thousands(badFit.epoch)} or later`;
  if (total === 0) return `No bad fits (${rule}).`;
  return `${plural(total, "bad fit")} (${rule}) abandoned and started again with a fresh seed.`;
}

function ceilings({ experiment }: RunResults, series: LayerSeries[]): string {
  const { ceiling, labelCeiling } = series[0];
  const inputs = thousands(2 ** ceiling);
  const which =
    experiment.data.source === "syn"
      ? `all ${inputs} inputs there are`
      : `${inputs} inputs, a sample of all possible ones, and counts are about these inputs`;
  return `Information was measured on ${which}: I(X;T) can be at most log₂ ${inputs} = ${trimmed(ceiling, 3)} bits, I(T;Y) at most H(Y) = ${trimmed(labelCeiling, 4)} bits.`;
}

const HEADING = {
  exact: "Exact",
  estimate: "Estimates",
  saturated: "Saturated",
  infinite: "Infinite in truth",
};

function statuses(series: LayerSeries[]): string[] {
  return (["exact", "estimate", "saturated", "infinite"] as const).flatMap((status) => {
    const own = series.filter((one) => one.status === status);
    if (own.length === 0) return status === "saturated" ? ["No layer is saturated."] : [];
    const part = own.some((one) => one.statusShare < 1) ? ", some in part of the measurements" : "";
    const meaning = STATUS_MEANING[status];
    return [
      `${HEADING[status]}: ${names(own)}${part}. ${meaning[0].toUpperCase()}${meaning.slice(1)}.`,
    ];
  });
}

/** "T1 to T5 (exact codes), T6 (logit codes)". */
function names(series: LayerSeries[]): string {
  const estimators = [...new Set(series.map((one) => one.estimator))];
  return estimators
    .map((estimator) => {
      const own = series.filter((one) => one.estimator === estimator);
      const [first, last] = [own[0], own[own.length - 1]];
      const unbroken = last.index - first.index === own.length - 1;
      const layers =
        own.length > 2 && unbroken
          ? `${first.layer} to ${last.layer}`
          : own.map((one) => one.layer).join(", ");
      return `${layers} (${estimator})`;
    })
    .join("; ");
}

const plural = (value: number, noun: string) =>
  `${thousands(value)} ${noun}${value === 1 ? "" : "s"}`;
