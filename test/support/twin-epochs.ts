import type { Experiment } from "../../src/experiment/schema.js";
import { RandomStream } from "../../src/numerics/random.js";
import { ScalarNetwork } from "../network/scalar-network.js";
import { isSparse, type SmallData, scalarInputs, smallDataset } from "./small-data.js";

/** Trains by the scalar twin and measures it after every epoch. */
export function* twinEpochs(experiment: Experiment, data: SmallData, parameters: Float32Array) {
  const dataset = smallDataset(data);
  const inputs = scalarInputs(dataset, experiment.quantisation.input);
  const labels = Array.from(dataset.labels);
  const sparse = experiment.network.layers[0].type === "dense" && isSparse(dataset, inputs);
  const twin = new ScalarNetwork(experiment, data.features, sparse, data.image);
  twin.load(parameters);
  const trainSize = dataset.standardTrain!;
  for (let epoch = 0; epoch < experiment.epochs; epoch++) {
    const order = Uint32Array.from({ length: trainSize }, (_, s) => s);
    new RandomStream(experiment.seed, 0).child(0).child(1, epoch).shuffle(order);
    for (let from = 0; from < trainSize; from += experiment.batchSize) {
      const batch = Array.from(order.subarray(from, from + experiment.batchSize));
      twin.trainBatch(
        batch.map((s) => inputs[s]),
        batch.map((s) => labels[s]),
      );
    }
    twin.endEpoch(epoch + 1);
    yield { parameters: twin.parameters, labels, trainSize, ...twin.measure(inputs, labels) };
  }
}
