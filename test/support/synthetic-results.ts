import {
  type InformationTable,
  type LayerTable,
  LOGIT_CODES,
  type RepetitionResult,
  SOFTMAX_REBINNED,
  SOFTMAX_VECTORS,
  STATES,
  type TrainingTable,
} from "../../src/experiment/records.js";
import type { RunResults } from "../../src/experiment/results.js";
import { emptyScatter } from "../../src/experiment/scatter.js";
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
}

/** Results shaped like those of SYN (or MNIST, for "sample"), without training anything. */
export function syntheticResults(options: SyntheticOptions = {}): RunResults {
  const { layers = 6, repetitions = 8, epochs = 8000, every = 5, kind = "population" } = options;
  const experiment = syntheticExperiment(
    layers,
    options.planned ?? repetitions,
    epochs,
    every,
    kind,
  );
  return {
    experiment,
    version: "0.1.0",
    repetitions: Array.from({ length: repetitions }, (_, repetition) =>
      syntheticRepetition(experiment, repetition, kind),
    ),
  };
}

function syntheticExperiment(
  layers: number,
  repetitions: number,
  epochs: number,
  every: number,
  kind: SyntheticOptions["kind"],
): Experiment {
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
          : { units: [10, 7, 5, 4, 3][index % 5], activation: "tanh" },
      ),
    },
    quantisation: { activations: { bits } },
    epochs,
    measure: { schedule: "every", epochs: every },
    repetitions,
  });
}

function syntheticRepetition(
  experiment: Experiment,
  repetition: number,
  kind: SyntheticOptions["kind"],
): RepetitionResult {
  const random = new RandomStream(7, repetition);
  const every = experiment.measure.schedule === "every" ? experiment.measure.epochs : 1;
  const epochs = Array.from(
    { length: Math.floor((experiment.epochs - 1) / every) + 1 },
    (_, index) => index * every,
  );
  const layers = experiment.network.layers.length;
  const onset = 150 * (0.7 + 0.6 * random.uniform());
  const compression = 900 * (0.6 + 0.8 * random.uniform());
  const inputs = kind === "sample" ? 70_000 : 4096;
  const ceiling = Math.log2(inputs);
  const labelCeiling = kind === "sample" ? 3.3198 : 0.99916;
  const rows: Row[] = [];
  const noise = (size: number) => size * (random.uniform() + random.uniform() - 1);
  const shift = noise(0.25);
  for (const epoch of epochs) {
    const learnt = 1 - 1 / (1 + (epoch / onset) ** 1.6);
    const forgot = 1 - 1 / (1 + (epoch / compression) ** 1.3);
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
        rows.push(
          row(epoch, `T${layer}`, estimator, entropy * shrink, label * shrink ** 0.05, {
            ceiling,
            labelCeiling,
            inputs,
            kind,
          }),
        );
      }
    }
  }
  return {
    repetition,
    restarts: repetition % 5 === 2 ? 1 : 0,
    information: informationTable(rows),
    training: trainingTable(epochs, onset, noise),
    layers: layerTable(epochs, layers, onset),
    scatter: emptyScatter(),
  };
}

interface Row {
  epoch: number;
  layer: string;
  estimator: string;
  entropy: number;
  label: number;
  states: number;
  singletons: number;
  ceiling: number;
  labelCeiling: number;
  status: Status;
}

function row(
  epoch: number,
  layer: string,
  estimator: string,
  wantedEntropy: number,
  wantedLabel: number,
  world: {
    ceiling: number;
    labelCeiling: number;
    inputs: number;
    kind: SyntheticOptions["kind"];
  },
): Row {
  const { ceiling, labelCeiling, inputs, kind } = world;
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
    stage: rows.map(() => "training"),
    inputs: rows.map(() => "all"),
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
  };
}

function trainingTable(
  epochs: number[],
  onset: number,
  noise: (size: number) => number,
): TrainingTable {
  const learnt = epochs.map((epoch) => 1 - 1 / (1 + (epoch / onset) ** 1.3));
  return {
    epoch: Int32Array.from(epochs),
    stage: epochs.map(() => "training"),
    trainLoss: Float64Array.from(learnt, (l) => 0.71 - 0.68 * l + noise(0.01)),
    trainAccuracy: Float64Array.from(learnt, (l) => Math.min(1, 0.52 + 0.475 * l + noise(0.008))),
    testLoss: Float64Array.from(learnt, (l) => 0.715 - 0.63 * l + noise(0.014)),
    testAccuracy: Float64Array.from(learnt, (l) => Math.min(1, 0.51 + 0.465 * l + noise(0.012))),
  };
}

function layerTable(epochs: number[], layers: number, onset: number): LayerTable {
  const rows = epochs.flatMap((epoch) =>
    Array.from({ length: layers }, (_, layer) => ({ epoch, layer, learnt: epoch / onset })),
  );
  return {
    epoch: Int32Array.from(rows, ({ epoch }) => epoch),
    stage: rows.map(() => "training"),
    layer: rows.map(({ layer }) => `T${layer + 1}`),
    gradientMean: Float64Array.from(rows, ({ learnt }) => 0.02 / (1 + learnt ** 2)),
    gradientDeviation: Float64Array.from(rows, ({ learnt }) => 0.01 / (1 + learnt)),
    weightNorm: Float64Array.from(rows, ({ layer, learnt }) => 2 + layer / 2 + Math.log1p(learnt)),
    clipped: Float64Array.from(rows, ({ layer }) => 0.001 * layer),
    saturated: Float64Array.from(
      rows,
      ({ layer, learnt }) => (0.02 * layer * learnt) / (1 + learnt),
    ),
  };
}
