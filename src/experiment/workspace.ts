import type { Dataset } from "../data/dataset.js";
import { DataError } from "../data/errors.js";
import { splitDataset } from "../data/split.js";
import { createEngine, createMemory } from "../engine/engine.js";
import { type InputPlan, inputGrid, writeInputs } from "../network/input.js";
import { writeIntegerInputs } from "../network/integer/input.js";
import { sumFaults } from "../network/integer/sums.js";
import { shapesOf, unitsOf } from "../network/shapes.js";
import type { Inputs } from "./records.js";
import type { Experiment } from "./schema.js";

/** Parts of the data, as the measurement tells them apart. */
export const TRAIN = 0;
export const TEST = 1;

/** Which parts, as bits, the kinds of inputs are made of. */
export const PARTS: Readonly<Record<Inputs, number>> = {
  train: 1 << TRAIN,
  test: 1 << TEST,
  all: (1 << TRAIN) | (1 << TEST),
};

/** Indices of the inputs of one kind, ascending; undefined for all. `parts`: TRAIN or TEST of each. */
export function indicesOf(kind: Inputs, parts: Uint8Array): Uint32Array | undefined {
  if (kind === "all") return undefined;
  return Uint32Array.from(parts.keys()).filter((s) => (PARTS[kind] >> parts[s]) & 1);
}

/** What there is of each input, at some indices; of all inputs if these are undefined. */
export const pick = <Values extends Uint8Array | Uint32Array>(
  values: Values,
  indices: Uint32Array | undefined,
): Values =>
  indices
    ? ((values.constructor as typeof Uint32Array).from(indices, (s) => values[s]) as Values)
    : values;

/**
 * The data of an experiment in a memory that all workers share; made once, posted to each. All
 * arrays are views of that memory.
 */
export interface Workspace {
  memory: WebAssembly.Memory;
  input: InputPlan;
  samples: number;
  classes: number;
  population: boolean;
  /** Whether the network's inputs are of few values each: bytes, or on a grid. */
  discrete: boolean;
  /** Class index of every sample. */
  labels: Uint8Array;
  /** TRAIN or TEST for every sample. */
  parts: Uint8Array;
  /** Indices of the samples trained on, ascending. */
  train: Uint32Array;
}

/** Splits and quantises the data set and puts it in shared memory. Throws a DataError on a misfit. */
export async function createWorkspace(
  experiment: Experiment,
  dataset: Dataset,
): Promise<Workspace> {
  const { layers } = experiment.network;
  const inputShape = dataset.image ?? { units: dataset.features };
  const shapes = shapesOf(inputShape, layers);
  const outputs = unitsOf(shapes[shapes.length - 1]);
  if (outputs < dataset.classes) {
    throw new DataError(
      `the output layer has ${outputs} units, but ${dataset.name} has ${dataset.classes} classes`,
    );
  }
  if (experiment.arithmetic === "integer") {
    const [fault] = sumFaults(experiment.network, experiment.quantisation, inputShape);
    if (fault) throw new DataError(`network.layers[${fault.layer}]: ${fault.message}`);
  }
  const split = splitDataset(dataset, experiment.split);
  const { test, train: trained } = split;
  checkNeighbours(experiment, {
    all: dataset.samples,
    train: trained.length,
    test: test.length,
  });
  const memory = createMemory();
  const { arena } = await createEngine(memory);
  const grid = inputGrid(dataset, experiment.quantisation.input);
  const first = layers[0].type;
  const input = writeInputs(arena, dataset, grid, first);
  if (grid && experiment.arithmetic === "integer") {
    input.integer = writeIntegerInputs(arena, dataset, grid, input.kind, first);
  }
  const labels = arena.take(Uint8Array, dataset.samples);
  labels.set(dataset.labels);
  const parts = arena.take(Uint8Array, dataset.samples);
  for (const sample of split.test) parts[sample] = TEST;
  const train = arena.take(Uint32Array, split.train.length);
  train.set(split.train);
  const { classes, population, samples } = dataset;
  const discrete = grid !== undefined || dataset.inputs instanceof Uint8Array;
  return { memory, input, samples, classes, population, discrete, labels, parts, train };
}

/** Refuses estimators that look for more neighbours than there are. */
function checkNeighbours(
  { estimators = [], informationOn }: Experiment,
  sizes: Record<Inputs, number>,
): void {
  estimators.forEach((estimator, place) => {
    if (estimator.kind !== "ksg" && estimator.kind !== "ross") return;
    const greatest = Math.max(...[estimator.k].flat());
    for (const inputs of informationOn) {
      if (greatest < sizes[inputs]) continue;
      throw new DataError(
        `estimators[${place}].k: expected less than the ${sizes[inputs]} inputs that are measured ` +
          `(${inputs}), found ${greatest}`,
      );
    }
  });
}
