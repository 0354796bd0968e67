import type { EstimatorDocument } from "../../src/estimators/schema.js";
import type { InformationTable, RepetitionResult } from "../../src/experiment/records.js";
import { emptyScatter } from "../../src/experiment/scatter.js";
import { type ExperimentDocument, experimentSchema } from "../../src/experiment/schema.js";
import type { Status } from "../../src/information/status.js";
import { type RunSummary, summariseRun } from "../../src/summary/run-summary.js";

/** How a layer, counted one way, moves: bits by which I(X;T) falls, and I(T;Y) rises. */
export interface Move {
  layer: string;
  estimator: string;
  fall: number;
  rise?: number;
  /** I(T;Y) at the beginning. */
  start?: number;
  status?: Status;
  /** Bits by which repetitions differ in their fall. */
  spread?: number;
  /** Bits of the prediction lost at the end, by repetition; not counted by default. */
  lost?: (repetition: number) => number;
}

export interface ClaimRun {
  name: string;
  activation?: "tanh" | "relu";
  estimators?: EstimatorDocument[];
  range?: NonNullable<NonNullable<ExperimentDocument["quantisation"]>["activations"]>["range"];
  moves: Move[];
  /** Of repetitions, 24 by default: those there are, and those planned if there are to be more. */
  repetitions?: number;
  planned?: number;
  /** Networks that are the same otherwise count once. */
  seed?: number;
}

const EPOCHS = 40;
const REPETITIONS = 24;
const CEILING = 12;

/** Summary of repetitions that move as told: I(X;T) peaks in the middle, I(T;Y) at the end. */
export function claimRun({
  activation = "tanh",
  estimators,
  moves,
  name,
  planned,
  range,
  repetitions: count = REPETITIONS,
  seed = 0,
}: ClaimRun): RunSummary {
  const experiment = experimentSchema.parse({
    name,
    data: { source: "syn" },
    split: { kind: "stratified" },
    network: {
      layers: [
        { units: 3, activation },
        { units: 2, activation: "softmax" },
      ],
    },
    quantisation: { activations: { bits: 8, ...(range ? { range } : {}) } },
    epochs: EPOCHS,
    ...(estimators ? { estimators } : {}),
    repetitions: planned ?? count,
    seed,
  });
  const repetitions = Array.from({ length: count }, (_, index) => repetition(index, count, moves));
  return summariseRun({ experiment, version: "0.1.0", repetitions });
}

function repetition(index: number, count: number, moves: Move[]): RepetitionResult {
  const rows = Array.from({ length: EPOCHS }, (_, epoch) =>
    moves.map((move) => {
      const { fall, rise = 0.5, spread = 0.02, start = 0.4 } = move;
      const shift = (spread * (index - (count - 1) / 2)) / (count / 8);
      const age = Math.max(0, epoch - EPOCHS / 2) / (EPOCHS / 2 - 1);
      const input = 8 - (fall + shift) * age;
      const label = start + (rise + shift / 100) * (epoch / (EPOCHS - 1));
      return { ...move, epoch, input, label };
    }),
  ).flat();
  const training = Array.from({ length: EPOCHS }, (_, epoch) => epoch);
  const constant = (value: number) => Float64Array.from(training, () => value);
  const stage = training.map(() => "training" as const);
  const epoch = Int32Array.from(training);
  return {
    repetition: index,
    restarts: 0,
    information: tableOf(rows, index),
    training: {
      ...{ epoch, stage, trainLoss: constant(0.1), trainAccuracy: constant(0.9) },
      ...{ testLoss: constant(0.2), testAccuracy: constant(0.8) },
    },
    layers: {
      ...{ epoch: new Int32Array(), stage: [], layer: [], gradientMean: new Float64Array() },
      ...{ gradientDeviation: new Float64Array(), weightNorm: new Float64Array() },
      ...{ clipped: new Float64Array(), saturated: new Float64Array() },
    },
    scatter: emptyScatter(),
  };
}

function tableOf(
  rows: (Move & { epoch: number; input: number; label: number })[],
  repetition: number,
): InformationTable {
  const numbers = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    epoch: Int32Array.from(rows, (row) => row.epoch),
    stage: rows.map(() => "training"),
    inputs: rows.map(() => "all"),
    layer: rows.map((row) => row.layer),
    estimator: rows.map((row) => row.estimator),
    entropy: numbers((row) => row.input),
    inputInformation: numbers((row) => row.input),
    labelInformation: numbers((row) => row.label),
    conditionalEntropy: numbers((row) => row.input - row.label),
    states: Int32Array.from(rows, () => 256),
    singletons: Int32Array.from(rows, () => 0),
    ceiling: numbers(() => CEILING),
    labelCeiling: numbers(() => 1),
    status: rows.map((row) => row.status ?? "exact"),
    lostPrediction: numbers(({ epoch, lost }) =>
      lost && epoch === EPOCHS - 1 ? lost(repetition) : Number.NaN,
    ),
  };
}
