import fc from "fast-check";
import type { Dataset } from "../../src/data/dataset.js";
import { createEngine } from "../../src/engine/engine.js";
import type { Checkpoint } from "../../src/experiment/checkpoint.js";
import { Repetition, TrainingError } from "../../src/experiment/repetition.js";
import {
  type Experiment,
  type ExperimentDocument,
  experimentSchema,
} from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { type SmallData, smallDataset } from "./small-data.js";

/** A network small enough to be trained in milliseconds; what is given replaces parts of it. */
export function tinyExperiment(parts: Partial<ExperimentDocument> = {}): Experiment {
  return experimentSchema.parse({
    name: "tiny",
    data: { source: "mnist" },
    split: { kind: "standard" },
    network: {
      layers: [
        { units: 5, activation: "tanh" },
        { units: 3, activation: "relu" },
        { units: 3, activation: "softmax" },
      ],
    },
    quantisation: {
      input: { bits: 8 },
      weights: { bits: 8, range: { policy: "calibrated", epochs: 3 } },
      activations: { bits: 4, range: { policy: "moving-average", decay: 0.9 } },
    },
    optimiser: { name: "adam", learningRate: 0.05 },
    batchSize: 24,
    epochs: 6,
    ...parts,
  });
}

export const tinyData = (kind: "sparse" | "bytes" | "floats" = "bytes") =>
  smallDataset({ samples: 90, features: 6, classes: 3, kind, seed: 4 });

/** Runs a repetition to its end, on an engine of its own. */
export async function runRepetition(
  experiment: Experiment,
  dataset: Dataset = tinyData(),
  index = 0,
): Promise<Repetition> {
  const workspace = await createWorkspace(experiment, dataset);
  const repetition = new Repetition(
    await createEngine(workspace.memory),
    workspace,
    experiment,
    index,
  );
  while (!repetition.done) repetition.runEpoch();
  return repetition;
}

/**
 * Repetition 0 of a drawn experiment, at its end, and the parameters that it began with; a training that
 * fails is no case of the property.
 */
export async function trainSmall(experiment: Experiment, data: SmallData) {
  const workspace = await createWorkspace(experiment, smallDataset(data));
  const engine = await createEngine(workspace.memory);
  const repetition = new Repetition(engine, workspace, experiment, 0);
  const start = repetition.checkpoint().arrays.parameters as Float32Array;
  try {
    while (!repetition.done) repetition.runEpoch();
  } catch (error) {
    fc.pre(!(error instanceof TrainingError));
    throw error;
  }
  return { repetition, start };
}

/** All that a repetition has to say for itself, for comparison down to the bit. */
export function everythingOf(repetition: Repetition) {
  return { ...repetition.checkpoint(), result: repetition.result() };
}

/** A checkpoint as it comes back from a file. */
export function throughFile({ arrays, state }: Checkpoint): Checkpoint {
  return structuredClone({ arrays, state: JSON.parse(JSON.stringify(state)) });
}
