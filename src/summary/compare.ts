import type { Inputs } from "../experiment/records.js";
import type { Status } from "../information/status.js";
import { differenceInterval, type Interval, mean, meanInterval } from "../phases/bootstrap.js";
import type { Verdict } from "../phases/phase.js";
import { principal } from "./layers.js";
import type { LostPrediction } from "./lost-prediction.js";
import { type Pairing, pairing } from "./pairing.js";
import type { LayerPhases } from "./phases.js";
import type { RunSummary } from "./run-summary.js";

/** A number of two runs: their means, and the second's minus the first's with its 95 % interval. */
export interface Contrast extends Interval {
  a: number;
  b: number;
}

/** Start, peak and end of a quantity, and the phase between two of them, bits. */
export type QuantityContrast = Record<"start" | "peak" | "end" | "phase", Contrast>;

/** One layer in two runs. */
export interface LayerContrast {
  layer: string;
  inputs: Inputs;
  /** What was counted in either run; both are the exact count of the layer where they differ. */
  estimators: { a: string; b: string };
  statuses: { a: Status; b: Status };
  /** log2 of the number of inputs, and H(Y), bits. */
  ceilings: Record<"input" | "label", { a: number; b: number }>;
  /** I(X;T); its phase is compression. */
  input: QuantityContrast;
  /** I(T;Y); its phase is fitting. */
  label: QuantityContrast;
  verdicts: { fitting: { a: Verdict; b: Verdict }; compression: { a: Verdict; b: Verdict } };
  /** What the states lose of each network's own predictions at the end; null where not counted. */
  lostPrediction: { a: LostPrediction | null; b: LostPrediction | null };
}

/** What differs between the information planes of two runs, A and B. */
export interface Comparison {
  pairing: Pairing;
  /** Accuracies at the last measurement, 0..1. */
  accuracy: Record<"train" | "test", Contrast>;
  layers: LayerContrast[];
  /** What only one of them has, as "T5, exact codes, all". */
  onlyA: string[];
  onlyB: string[];
}

/** Throws RangeError when a summary has no phases, or the runs have no layer in common. */
export function compareRuns(a: RunSummary, b: RunSummary): Comparison {
  const [own, other] = [a, b].map(phasesOf);
  const pairs = own.flatMap((one): [LayerPhases, LayerPhases][] => {
    const found = partner(one, { a, b }, other);
    return found ? [[one, found]] : [];
  });
  if (pairs.length === 0) {
    throw new RangeError(
      `the two runs have no layer in common: ${names(own).join("; ")} and ${names(other).join("; ")}`,
    );
  }
  const found = pairing(a, b);
  const contrast = contrastBy(found);
  const accuracies = (run: RunSummary, part: "train" | "test") =>
    run.repetitions.map(({ accuracy }) => accuracy?.[part] ?? Number.NaN);
  const rest = (all: LayerPhases[], side: 0 | 1) =>
    names(all.filter((one) => !pairs.some((pair) => pair[side] === one)));
  return {
    pairing: found,
    accuracy: {
      train: contrast(accuracies(a, "train"), accuracies(b, "train")),
      test: contrast(accuracies(a, "test"), accuracies(b, "test")),
    },
    layers: pairs.map(([one, two]) => layerContrast(one, two, { a, b }, contrast)),
    onlyA: rest(own, 0),
    onlyB: rest(other, 1),
  };
}

function phasesOf({ phases, experiment }: RunSummary): LayerPhases[] {
  if (phases) return phases;
  throw new RangeError(
    `the summary of ${experiment.name} is of a version without phases; make it again from the run`,
  );
}

const names = (rows: LayerPhases[]) =>
  rows.map(({ layer, estimator, inputs }) => `${layer}, ${estimator}, ${inputs}`);

/** The layer's values: place of the layer among those of its run, which is in the same order. */
const summaryOfLayer = (run: RunSummary, row: LayerPhases) => run.layers[run.phases!.indexOf(row)];

/** The same layer, inputs and estimator; or else the exact count of both, be it of codes or floats. */
function partner(
  one: LayerPhases,
  { a, b }: Sides,
  others: LayerPhases[],
): LayerPhases | undefined {
  const role = summaryOfLayer(a, one).output;
  const near = others.filter(
    (two) =>
      two.layer === one.layer &&
      two.inputs === one.inputs &&
      summaryOfLayer(b, two).output === role,
  );
  const same = near.find(({ estimator }) => estimator === one.estimator);
  if (same) return same;
  const [first] = principal(a.phases!, one.inputs).filter(({ layer }) => layer === one.layer);
  const [second] = principal(near, one.inputs);
  const taken = a.phases!.some(
    ({ layer, estimator }) => layer === one.layer && estimator === second?.estimator,
  );
  return first === one && !taken ? second : undefined;
}

interface Sides {
  a: RunSummary;
  b: RunSummary;
}

type Contrasting = (a: ArrayLike<number>, b: ArrayLike<number>) => Contrast;

/** The difference repetition by repetition, or of two independent samples. */
function contrastBy({ paired, places }: Pairing): Contrasting {
  if (!paired) {
    return (a, b) => {
      const [own, other] = [a, b].map((values) => Array.from(values).filter(Number.isFinite));
      return { a: mean(own), b: mean(other), ...differenceInterval(own, other) };
    };
  }
  return (a, b) => {
    const both = places.filter(([i, j]) => Number.isFinite(a[i]) && Number.isFinite(b[j]));
    return {
      a: mean(both.map(([i]) => a[i])),
      b: mean(both.map(([, j]) => b[j])),
      ...meanInterval(both.map(([i, j]) => b[j] - a[i])),
    };
  };
}

function layerContrast(
  one: LayerPhases,
  two: LayerPhases,
  { a, b }: Sides,
  contrast: Contrasting,
): LayerContrast {
  const quantity = (key: "input" | "label", foot: "start" | "end"): QuantityContrast => {
    const [first, second] = [one.landmarks[key], two.landmarks[key]];
    const phase = ({ [foot]: from, peak }: typeof first) => peak.map((value, i) => value - from[i]);
    return {
      start: contrast(first.start, second.start),
      peak: contrast(first.peak, second.peak),
      end: contrast(first.end, second.end),
      phase: contrast(phase(first), phase(second)),
    };
  };
  const [own, other] = [summaryOfLayer(a, one), summaryOfLayer(b, two)];
  return {
    layer: one.layer,
    inputs: one.inputs,
    estimators: { a: one.estimator, b: two.estimator },
    statuses: { a: own.status, b: other.status },
    ceilings: {
      input: { a: own.input.ceiling, b: other.input.ceiling },
      label: { a: own.label.ceiling, b: other.label.ceiling },
    },
    input: quantity("input", "end"),
    label: quantity("label", "start"),
    verdicts: {
      fitting: { a: one.fitting.verdict, b: two.fitting.verdict },
      compression: { a: one.compression.verdict, b: two.compression.verdict },
    },
    lostPrediction: { a: own.lostPrediction, b: other.lostPrediction },
  };
}
