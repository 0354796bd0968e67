import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { inputGrid, writeInputs } from "../../src/network/input.js";
import { LANES, Network } from "../../src/network/network.js";
import { RandomStream } from "../../src/numerics/random.js";
import { roundUpTo } from "../../src/numerics/round.js";
import { placeLabels, placeSamples } from "../support/place.js";
import { isSparse, scalarInputs, smallDataset } from "../support/small-data.js";
import { smallExperiment } from "../support/small-networks.js";
import { ScalarNetwork } from "./scalar-network.js";

const bitsOf = (values: Float32Array) => Array.from(new Uint32Array(values.slice().buffer));

describe("Network", () => {
  it("trains bit for bit like its scalar twin: parameters, moments and ranges", async () => {
    const engine = await createEngine();
    const seen = { sparse: 0, dense: 0 };
    fc.assert(
      fc.property(smallExperiment, ({ data, experiment }) => {
        engine.arena.reset();
        const dataset = smallDataset(data);
        const quantiser = experiment.quantisation.input;
        const input = writeInputs(engine.arena, dataset, inputGrid(dataset, quantiser));
        const lanes = roundUpTo(experiment.batchSize, LANES);
        const network = new Network(engine, experiment, input, lanes);
        network.begin(new RandomStream(experiment.seed));

        const inputs = scalarInputs(dataset, quantiser);
        const sparse = isSparse(dataset, inputs);
        expect(input.kind).toBe(sparse ? "sparse" : "dense");
        seen[input.kind]++;
        const twin = new ScalarNetwork(experiment, data.features, sparse);
        twin.load(network.parameters.values);

        const order = placeSamples(
          engine,
          Array.from({ length: data.samples }, (_, s) => s),
        );
        const labels = placeLabels(engine, dataset.labels);
        for (let epoch = 0; epoch < experiment.epochs; epoch++) {
          new RandomStream(experiment.seed, epoch).shuffle(order);
          for (let from = 0; from < data.samples; from += experiment.batchSize) {
            const to = Math.min(data.samples, from + experiment.batchSize);
            const batch = Array.from(order.subarray(from, to));
            network.trainBatch(order, from, to, labels);
            twin.trainBatch(
              batch.map((s) => inputs[s]),
              batch.map((s) => dataset.labels[s]),
            );
          }
          network.endEpoch(epoch + 1);
          twin.endEpoch(epoch + 1);
        }

        fc.pre(network.parameters.values.every(Number.isFinite));
        expect(bitsOf(network.parameters.values)).toEqual(bitsOf(twin.parameters));
        const moments = Object.values(network.optimiser.moments);
        expect(moments.map(bitsOf)).toEqual(twin.moments.map(bitsOf));
        const ranges = network.saveRanges().map(({ low, high }) => ({ low, high }));
        expect(ranges).toEqual(twin.ranges);
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(Math.min(seen.sparse, seen.dense)).toBeGreaterThan(20);
  });
});
