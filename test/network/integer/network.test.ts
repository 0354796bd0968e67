import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/engine/engine.js";
import { Measurement } from "../../../src/experiment/measurement.js";
import { createWorkspace } from "../../../src/experiment/workspace.js";
import { LANES, Network } from "../../../src/network/network.js";
import { RandomStream } from "../../../src/numerics/random.js";
import { roundUpTo } from "../../../src/numerics/round.js";
import { countStates } from "../../support/count-states.js";
import { placeSamples } from "../../support/place.js";
import { isSparse, scalarInputGrid, scalarInputs, smallDataset } from "../../support/small-data.js";
import {
  smallIntegerConvExperiment,
  smallIntegerExperiment,
} from "../../support/small-networks.js";
import { ScalarIntegerNetwork } from "../scalar-integer-network.js";

const bitsOf = (values: Float32Array) => new Uint32Array(values.map((x) => x + 0).buffer);

describe("networks in integer arithmetic", () => {
  it.each([
    ["dense layers", smallIntegerExperiment, ["dense", "sparse"], 150],
    ["convolutions", smallIntegerConvExperiment, ["dense", "bytes"], 100],
  ] as const)("train and measure %s bit for bit like the scalar twin", async (...args) => {
    const [, experiments, kinds, numRuns] = args;
    const seen = { sparse: 0, dense: 0, bytes: 0 };
    await fc.assert(
      fc.asyncProperty(experiments, async ({ data, experiment }) => {
        const dataset = smallDataset(data);
        const workspace = await createWorkspace(experiment, dataset);
        const engine = await createEngine(workspace.memory);
        const lanes = roundUpTo(Math.max(256, experiment.batchSize), LANES);
        const network = new Network(engine, experiment, workspace.input, lanes);
        const measurement = new Measurement(engine, network, workspace, ["all"]);
        network.begin(new RandomStream(experiment.seed));

        const quantiser = experiment.quantisation.input;
        const inputs = scalarInputs(dataset, quantiser);
        const sparse = experiment.network.layers[0].type === "dense" && isSparse(dataset, inputs);
        seen[workspace.input.kind]++;
        const grid = scalarInputGrid(dataset, quantiser)!;
        const twin = new ScalarIntegerNetwork(experiment, data.features, sparse, grid, data.image);
        twin.load(network.parameters.values);

        const labels = Array.from(dataset.labels);
        const order = placeSamples(engine, Array.from(labels.keys()));
        for (let epoch = 0; epoch < experiment.epochs; epoch++) {
          for (let from = 0; from < data.samples; from += experiment.batchSize) {
            const to = Math.min(data.samples, from + experiment.batchSize);
            network.trainBatch(order, from, to, workspace.labels);
            twin.trainBatch(inputs.slice(from, to), labels.slice(from, to));
          }
          network.endEpoch(epoch + 1);
          twin.endEpoch(epoch + 1);
        }
        fc.pre(network.parameters.values.every(Number.isFinite));
        expect(bitsOf(network.parameters.values)).toEqual(bitsOf(twin.parameters));
        const ranges = network.saveRanges().map(({ low, high }) => ({ low, high }));
        expect(ranges).toEqual(twin.ranges);

        const { information: measured, score } = measurement.measure();
        const { losses, states } = twin.measure(inputs, labels);
        const train = losses.slice(0, dataset.standardTrain);
        expect(score.trainLoss).toBe(train.reduce((sum, loss) => sum + loss, 0) / train.length);
        measured.forEach((information, v) => {
          const counted = countStates(states[v], labels);
          expect(information.states).toBe(counted.states);
          expect(information.singletons).toBe(counted.singletons);
          expect(information.labelInformation).toBeCloseTo(counted.labelInformation, 12);
        });
      }),
      { numRuns, seed: 7 },
    );
    for (const kind of kinds) expect(seen[kind]).toBeGreaterThan(20);
  });
});
