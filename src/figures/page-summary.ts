import type { Inputs } from "../experiment/records.js";
import { binnedLayers } from "../summary/binnings.js";
import { estimatorNames, inputKinds, isCount, type LayerSummary } from "../summary/layers.js";
import { validityWords } from "../summary/lost-prediction.js";
import type { RunSummary } from "../summary/run-summary.js";
import { thousands, trimmed } from "./format.js";
import { INPUTS_NAME } from "./inputs-words.js";
import { accuracyWords } from "./measured-words.js";
import { STATUS_MEANING } from "./status-words.js";

/** What a run was, how it went and what its numbers are worth, in plain English. */
export function summarySentences(summary: RunSummary): string[] {
  return [
    extent(summary),
    accuracy(summary),
    restarts(summary),
    ...ceilings(summary),
    ...statuses(summary.layers),
    ...estimators(summary),
  ];
}

function extent({ experiment, repetitions, measurements, layers: all }: RunSummary): string {
  const { length } = repetitions;
  const planned = experiment.repetitions;
  const done =
    length < planned
      ? `${length} of ${plural(planned, "repetition")} finished so far; everything here is about those`
      : plural(length, "repetition");
  const measured = plural(measurements, "measurement");
  const layers = plural(new Set(all.map((one) => one.layer)).size, "layer");
  const { prefit } = experiment;
  const before = prefit ? `${plural(prefit.epochs, "epoch")} on shuffled labels, then ` : "";
  return `${done}; ${layers}, ${before}${plural(experiment.epochs, "epoch")} of training, ${measured} each.`;
}

function accuracy({ repetitions, training }: RunSummary): string {
  const how = repetitions.length > 1 ? " (mean ± 1.96 standard errors over the repetitions)" : "";
  const { trainAccuracy, testAccuracy } = training.end;
  const [train, test] = [accuracyWords(trainAccuracy), accuracyWords(testAccuracy)];
  return `Accuracy at the last measurement: ${train} on the train part, ${test} on the test part${how}.`;
}

function restarts({ experiment, repetitions, training }: RunSummary): string {
  const { badFit } = experiment;
  if (badFit === "keep") return "Bad fits were kept, as the experiment asks.";
  if (training.lastEpoch < badFit.epoch) {
    return `Bad fits were not looked for: that begins at epoch ${thousands(badFit.epoch)}, after the last measurement.`;
  }
  const total = repetitions.reduce((sum, { restarts }) => sum + restarts, 0);
  const rule = `train accuracy below ${trimmed(100 * badFit.accuracy, 2)} % at epoch ${thousands(badFit.epoch)} or later`;
  if (total === 0) return `No bad fits (${rule}).`;
  return `${plural(total, "bad fit")} (${rule}) abandoned and started again with a fresh seed.`;
}

/** One sentence for every kind of inputs over which information was measured. */
function ceilings({ experiment, layers }: RunSummary): string[] {
  return inputKinds(layers).map((kind) => {
    const { input, label } = layers.find(({ inputs }) => inputs === kind)!;
    const inputs = thousands(2 ** input.ceiling);
    const population = kind === "all" && experiment.data.source === "syn";
    const part =
      kind === "all" ? `${inputs} inputs` : `the ${inputs} inputs of ${INPUTS_NAME[kind]}`;
    const which = population
      ? `all ${inputs} inputs there are`
      : `${part}, a sample of all possible ones, and counts are about these inputs`;
    return `Information was measured on ${which}: I(X;T) can be at most log₂ ${inputs} = ${trimmed(input.ceiling, 3)} bits, I(T;Y) at most H(Y) = ${trimmed(label.ceiling, 4)} bits.`;
  });
}

const HEADING = {
  exact: "Exact",
  estimate: "Estimates",
  saturated: "Saturated",
  infinite: "Infinite in truth",
};

function statuses(layers: LayerSummary[]): string[] {
  const kinds = inputKinds(layers);
  const over = (kind: Inputs) => (kinds.length > 1 ? ` over ${INPUTS_NAME[kind]}` : "");
  return (["exact", "estimate", "saturated", "infinite"] as const).flatMap((status) => {
    const own = layers.filter((one) => isCount(one) && one.status === status);
    if (own.length === 0) return status === "saturated" ? ["No layer is saturated."] : [];
    const which = inputKinds(own).map(
      (kind) => `${names(own.filter(({ inputs }) => inputs === kind))}${over(kind)}`,
    );
    const part = own.some((one) => one.statusShare < 1) ? ", some in part of the measurements" : "";
    return [`${HEADING[status]}: ${which.join("; ")}${part}. ${sentence(STATUS_MEANING[status])}`];
  });
}

function estimators(summary: RunSummary): string[] {
  const { layers } = summary;
  const asked = estimatorNames(layers);
  const binned = binnedLayers(summary);
  if (asked.length === 0) return [];
  const infinite = layers.filter((one) => !isCount(one) && one.status === "infinite");
  return [
    `Beside the counts, ${plural(asked.length, "estimator")}: ${asked.join("; ")}.`,
    ...(binned.length > 0 ? [validityWords(binned)] : []),
    ...(asked.some((name) => /^(KSG|Ross) /.test(name)) ? [DENSITIES] : []),
    ...(infinite.length > 0
      ? [`${HEADING.infinite}: I(X;T) of ${names(infinite)}. ${sentence(STATUS_MEANING.infinite)}`]
      : []),
  ];
}

const DENSITIES =
  "Estimators by nearest neighbours (KSG, Ross) assume densities. Codes, layers of discrete inputs and inputs that are all there are have none: I(X;T) is then H(T), finite, and the exact count is the number to go by.";

const sentence = (words: string) => `${words[0].toUpperCase()}${words.slice(1)}.`;

/** "T1 to T5 (exact codes), T6 (logit codes)". */
function names(series: LayerSummary[]): string {
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
