import {
  type GeometryTable,
  type InformationTable,
  type Inputs,
  type LayerTable,
  LOGIT_CODES,
  type RepetitionResult,
  type ScatterTable,
  SOFTMAX_REBINNED,
  SOFTMAX_VECTORS,
  STATES,
  type Stage,
  type TrainingTable,
  type UnitTable,
} from "../../src/experiment/records.js";
import type { RunResults } from "../../src/experiment/results.js";
import { measurements } from "../../src/experiment/schedule.js";
import { type Experiment, experimentSchema } from "../../src/experiment/schema.js";
import type { Status } from "../../src/information/status.js";
import { RandomStream } from "../../src/numerics/random.js";

export interface SyntheticOptions {
  /** Layers, the output included. */
  layers?: number;
  /** Finished repetitions. */
  repetitions?: number;
  /** Repetitions the experiment asks for; default: all are finished. */
  planned?: number;
  epochs?: number;
  every?: number;
  /** "sample": the inputs are a sample, wide layers saturate; "float": no quantisation. */
  kind?: "population" | "sample" | "float";
  /** Epochs on shuffled labels before the others. */
  prefit?: number;
  informationOn?: Inputs[];
  /** Epochs at which the states of the last hidden layer are kept. */
  scatter?: number[];
  /** Bins of two sizes, asked every other measurement, and an estimator of I(T;Y) alone. */
  estimators?: boolean;
  diagnostics?: boolean;
}

/**
 * What the estimators are called, what they leave of the entropy, NaN for nothing said of it, and what
 * they lose of the prediction at a depth from 0 to 1, undefined where that is not counted.
 */
const ESTIMATORS: [
  name: string,
  share: number,
  lost?: (depth: number, repetition: number) => number,
][] = [
  ["8 bins, global bounds", 0.4, (depth, repetition) => depth * (0.1 + 0.02 * (repetition % 2))],
  ["30 bins, global bounds", 0.8, (_, repetition) => (repetition === 0 ? 0.0002 : 0)],
  ["Ross nearest neighbours, k = 3", Number.NaN],
];

/** Results shaped like those of SYN (or MNIST, for "sample"), without training anything. */
export function syntheticResults(options: SyntheticOptions = {}): RunResults {
  const { repetitions = 8, kind = "population" } = options;
  const experiment = syntheticExperiment(options);
  return {
    experiment,
    version: "0.1.0",
    repetitions: Array.from({ length: repetitions }, (_, repetition) =>
      syntheticRepetition(experiment, repetition, kind),
    ),
  };
}

function syntheticExperiment({
  layers = 6,
  repetitions = 8,
  planned = repetitions,
  epochs = 8000,
  every = 5,
  kind,
  prefit,
  informationOn,
  scatter,
  estimators,
  diagnostics,
}: SyntheticOptions): Experiment {
  const bits = kind === "float" ? "float" : 8;
  return experimentSchema.parse({
    name: kind === "sample" ? "mnist-bn2-8bit" : `syn-tanh-${bits === 8 ? "8bit" : "float"}`,
    description: "Synthetic results for the tests of the figures; nothing was trained.",
    data: { source: kind === "sample" ? "mnist" : "syn" },
    split: kind === "sample" ? { kind: "standard" } : { kind: "stratified" },
    network: {
      layers: Array.from({ length: layers }, (_, index) =>
        index === layers - 1
          ? { units: 2, activation: "softmax" }
          : {
              units: scatter && index === layers - 2 ? 2 : [10, 7, 5, 4, 3][index % 5],
              activation: "tanh",
            },
      ),
    },
    quantisation: { activations: { bits } },
    epochs,
    measure: { schedule: "every", epochs: every },
    ...(prefit ? { prefit: { epochs: prefit } } : {}),
    informationOn,
    ...(scatter ? { scatter: { layer: `T${layers - 1}`, epochs: scatter } } : {}),
    ...(estimators
      ? { estimators: [{ kind: "bins", bins: [8, 30], bounds: "global" }, { kind: "ross" }] }
      : {}),
    ...(diagnostics ? { diagnostics } : {}),
    repetitions: planned,
  });
}

function syntheticRepetition(
  experiment: Experiment,
  repetition: number,
  kind: SyntheticOptions["kind"],
): RepetitionResult {
  const random = new RandomStream(7, repetition);
  const measured = measurements(experiment);
  const epochs = [...measured.keys()];
  const stages = [...measured.values()];
  const before = experiment.prefit?.epochs ?? 0;
  const layers = experiment.network.layers.length;
  const onset = 150 * (0.7 + 0.6 * random.uniform());
  const compression = 900 * (0.6 + 0.8 * random.uniform());
  const population = kind === "sample" ? 70_000 : 4096;
  const labelCeiling = kind === "sample" ? 3.3198 : 0.99916;
  const rows: Row[] = [];
  const noise = (size: number) => size * (random.uniform() + random.uniform() - 1);
  const shift = noise(0.25);
  for (const [place, epoch] of epochs.entries()) {
    const age = Math.max(0, epoch - before);
    const learnt = 1 - 1 / (1 + (age / onset) ** 1.6);
    const forgot = 1 - 1 / (1 + (age / compression) ** 1.3);
    for (const part of experiment.informationOn) {
      const inputs = Math.round(population * { all: 1, train: 0.8, test: 0.2 }[part]);
      const ceiling = Math.log2(inputs);
      for (let layer = 1; layer <= layers; layer++) {
        const depth = layers === 1 ? 1 : (layer - 1) / (layers - 1);
        const top = ceiling * (1 - 0.32 * depth ** 2.5);
        const start = top * (1 - 0.24 * depth ** 2) + depth * shift;
        const known = labelCeiling * (1 - 0.9 * depth ** 3);
        const label =
          known + (labelCeiling * (1 - 0.035 * depth) - known) * learnt + depth * noise(0.012);
        const wanted = start + (top - start) * learnt - ceiling * 0.42 * depth ** 4 * forgot;
        const entropy = wanted + depth * noise(0.12);
        const output = layer === layers;
        const estimators = output ? [LOGIT_CODES, SOFTMAX_VECTORS, SOFTMAX_REBINNED] : [STATES];
        for (const estimator of estimators) {
          const shrink =
            estimator === SOFTMAX_VECTORS ? 0.97 : estimator === SOFTMAX_REBINNED ? 0.6 : 1;
          rows.push({
            ...row(epoch, `T${layer}`, estimator, entropy * shrink, label * shrink ** 0.05, {
              stage: stages[place],
              part,
              ceiling,
              labelCeiling,
              inputs,
              kind,
            }),
            ...(place === epochs.length - 1 && { lost: 0 }),
          });
          if (estimator !== LOGIT_CODES && estimator !== STATES) continue;
          const asked = place % 2 === 0 && experiment.estimators ? ESTIMATORS : [];
          for (const [name, share, lostAt] of asked) {
            const world = { stage: stages[place], part, ceiling, labelCeiling, inputs, kind };
            const one = row(epoch, `T${layer}`, name, entropy * share, label * 0.9, world);
            const lost = place >= epochs.length - 2 ? lostAt?.(depth, repetition) : undefined;
            const status = "estimate";
            rows.push({ ...one, entropy: entropy * share, label: label * 0.9, status, lost });
          }
        }
      }
    }
  }
  return {
    repetition,
    restarts: repetition % 5 === 2 ? 1 : 0,
    information: informationTable(rows),
    training: trainingTable(epochs, stages, before, onset, noise),
    layers: layerTable(epochs, stages, layers, kind, noise),
    scatter: scatterTable(experiment, noise),
    ...(experiment.diagnostics ? diagnosticTables(epochs, stages, layers, noise) : {}),
  };
}

/** Units that come to tell the label, classes that part, states that merge upwards. */
function diagnosticTables(
  epochs: number[],
  stages: Stage[],
  layers: number,
  noise: (size: number) => number,
): { units: UnitTable; geometry: GeometryTable } {
  const rows = epochs.flatMap((epoch, place) =>
    Array.from({ length: layers }, (_, l) => {
      const age = Math.min(1, epoch / 80);
      return { epoch, stage: stages[place], l, age, shake: noise(0.02) };
    }),
  );
  const units = rows.flatMap((r) => [1, 2].map((unit) => ({ ...r, unit })));
  const of = <Row extends { epoch: number; stage: Stage; l: number }>(own: Row[]) => ({
    epoch: Int32Array.from(own, (r) => r.epoch),
    stage: own.map((r) => r.stage),
    layer: own.map((r) => `T${r.l + 1}`),
  });
  return {
    units: {
      ...of(units),
      unit: Int32Array.from(units, (r) => r.unit),
      entropy: Float64Array.from(units, (r) => 5 - 0.3 * r.l + r.shake),
      labelInformation: Float64Array.from(units, (r) => 0.1 + 0.5 * r.age + r.shake),
    },
    geometry: {
      ...of(rows),
      withinClass: Float64Array.from(rows, (r) => 1 - 0.5 * r.age + r.shake),
      betweenClasses: Float64Array.from(rows, (r) => 1 + r.age + r.shake),
      partitionCosine: Float64Array.from(rows, (r) =>
        r.l === layers - 1 ? Number.NaN : 1 - 0.1 * r.l,
      ),
    },
  };
}

interface Row {
  epoch: number;
  stage: Stage;
  inputs: Inputs;
  layer: string;
  estimator: string;
  entropy: number;
  label: number;
  states: number;
  singletons: number;
  ceiling: number;
  labelCeiling: number;
  status: Status;
  /** Bits of the prediction that are lost, where they were counted. */
  lost?: number;
}

function row(
  epoch: number,
  layer: string,
  estimator: string,
  wantedEntropy: number,
  wantedLabel: number,
  world: {
    stage: Stage;
    part: Inputs;
    ceiling: number;
    labelCeiling: number;
    inputs: number;
    kind: SyntheticOptions["kind"];
  },
): Row {
  const { stage, part, ceiling, labelCeiling, inputs, kind } = world;
  const entropy = Math.min(ceiling, Math.max(0, wantedEntropy));
  const label = Math.min(labelCeiling, entropy, Math.max(0, wantedLabel));
  const states = Math.max(1, Math.round(Math.min(inputs, 2 ** entropy * 1.2)));
  const singletons = Math.round(states * (entropy / ceiling) ** 4);
  const counted: Status =
    kind === "float"
      ? "infinite"
      : kind === "sample" && singletons > inputs / 2
        ? "saturated"
        : "exact";
  const status = estimator === SOFTMAX_REBINNED ? "estimate" : counted;
  return {
    epoch,
    stage,
    inputs: part,
    layer,
    estimator,
    entropy,
    label,
    states,
    singletons,
    ceiling,
    labelCeiling,
    status,
  };
}

function informationTable(rows: Row[]): InformationTable {
  return {
    epoch: Int32Array.from(rows, (r) => r.epoch),
    stage: rows.map((r) => r.stage),
    inputs: rows.map((r) => r.inputs),
    layer: rows.map((r) => r.layer),
    estimator: rows.map((r) => r.estimator),
    entropy: Float64Array.from(rows, (r) => r.entropy),
    inputInformation: Float64Array.from(rows, (r) => r.entropy),
    labelInformation: Float64Array.from(rows, (r) => r.label),
    conditionalEntropy: Float64Array.from(rows, (r) => r.entropy - r.label),
    states: Int32Array.from(rows, (r) => r.states),
    singletons: Int32Array.from(rows, (r) => r.singletons),
    ceiling: Float64Array.from(rows, (r) => r.ceiling),
    labelCeiling: Float64Array.from(rows, (r) => r.labelCeiling),
    status: rows.map((r) => r.status),
    lostPrediction: Float64Array.from(rows, (r) => r.lost ?? Number.NaN),
  };
}

function trainingTable(
  epochs: number[],
  stages: Stage[],
  before: number,
  onset: number,
  noise: (size: number) => number,
): TrainingTable {
  const learnt = epochs.map((epoch) => 1 - 1 / (1 + (Math.max(0, epoch - before) / onset) ** 1.3));
  return {
    epoch: Int32Array.from(epochs),
    stage: stages,
    trainLoss: Float64Array.from(learnt, (l) => 0.71 - 0.68 * l + noise(0.01)),
    trainAccuracy: Float64Array.from(learnt, (l) => Math.min(1, 0.52 + 0.475 * l + noise(0.008))),
    testLoss: Float64Array.from(learnt, (l) => 0.715 - 0.63 * l + noise(0.014)),
    testAccuracy: Float64Array.from(learnt, (l) => Math.min(1, 0.51 + 0.465 * l + noise(0.012))),
  };
}

/** Gradients that fall from drift to diffusion; float layers have no ends to be clipped at. */
function layerTable(
  epochs: number[],
  stages: Stage[],
  layers: number,
  kind: SyntheticOptions["kind"],
  noise: (size: number) => number,
): LayerTable {
  const rows = epochs.flatMap((epoch, place) =>
    Array.from({ length: layers }, (_, index) => {
      const age = Math.log10(epoch + 1);
      const weightNorm = 2 + 0.4 * index + age * (1 + 0.1 * noise(1));
      const mean = 0.05 * 10 ** (-0.6 * age + 0.1 * index + noise(0.1));
      const deviation = 0.02 * 10 ** (-0.1 * age + 0.1 * index + noise(0.1));
      const saturated = kind === "float" ? Number.NaN : 0.02 * age + Math.abs(noise(0.002));
      return { epoch, stage: stages[place], index, weightNorm, mean, deviation, saturated };
    }),
  );
  return {
    epoch: Int32Array.from(rows, (r) => r.epoch),
    stage: rows.map((r) => r.stage),
    layer: rows.map((r) => `T${r.index + 1}`),
    gradientMean: Float64Array.from(rows, (r) => r.mean),
    gradientDeviation: Float64Array.from(rows, (r) => r.deviation),
    weightNorm: Float64Array.from(rows, (r) => r.weightNorm),
    clipped: Float64Array.from(rows, (r) => r.saturated / 3),
    saturated: Float64Array.from(rows, (r) => r.saturated),
  };
}

/** Four clouds of states, one label each, with a few inputs of the next label in every tenth state. */
function scatterTable(
  { scatter, network }: Experiment,
  noise: (size: number) => number,
): ScatterTable {
  const rows = (scatter?.epochs ?? []).flatMap((epoch) =>
    Array.from({ length: 120 }, (_, state) => {
      const label = state % 4;
      const away = Math.min(1, epoch / 50);
      const first = (label % 2 ? 1 : -1) * away * 0.7 + noise(0.6);
      const second = (label > 1 ? 1 : -1) * away * 0.7 + noise(0.6);
      const own = { epoch, first, second, label, count: 1 + ((state * 7) % 60) };
      const mixed = { ...own, label: (label + 1) % 4, count: 1 + (own.count >> 1) };
      return state % 10 === 0 ? [own, mixed] : [own];
    }).flat(),
  );
  return {
    epoch: Int32Array.from(rows, (r) => r.epoch),
    layer: rows.map(() => `T${network.layers.length - 1}`),
    first: Float64Array.from(rows, (r) => r.first),
    second: Float64Array.from(rows, (r) => r.second),
    label: Int32Array.from(rows, (r) => r.label),
    count: Int32Array.from(rows, (r) => r.count),
  };
}
