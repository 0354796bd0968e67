import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { inputGrid, writeInputs } from "../../src/network/input.js";
import { LANES, Network } from "../../src/network/network.js";
import { RandomStream } from "../../src/numerics/random.js";
import { roundUpTo } from "../../src/numerics/round.js";
import { placeLabels, placeSamples } from "../support/place.js";
import { isSparse, scalarInputs, smallDataset } from "../support/small-data.js";
import { smallConvExperiment, smallExperiment } from "../support/small-networks.js";
import { ScalarNetwork } from "./scalar-network.js";

const bitsOf = (values: Float32Array) => Array.from(new Uint32Array(values.slice().buffer));

describe("Network", () => {
  it.each([
    ["dense layers", smallExperiment, ["dense", "sparse"]],
    ["convolutions", smallConvExperiment, ["dense", "bytes"]],
  ] as const)("trains %s bit for bit like its scalar twin: parameters, moments and ranges", async (_, experiments, kinds) => {
    const engine = await createEngine();
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(experiments, ({ data, experiment }) => {
        engine.arena.reset();
        const dataset = smallDataset(data);
        const quantiser = experiment.quantisation.input;
        const grid = inputGrid(dataset, quantiser);
        const first = experiment.network.layers[0].type;
        const input = writeInputs(engine.arena, dataset, grid, first);
        const lanes = roundUpTo(experiment.batchSize, LANES);
        const network = new Network(engine, experiment, input, lanes);
        network.begin(new RandomStream(experiment.seed));

        const inputs = scalarInputs(dataset, quantiser);
        const sparse = first === "dense" && isSparse(dataset, inputs);
        expect(input.kind === "sparse").toBe(sparse);
        seen.set(input.kind, (seen.get(input.kind) ?? 0) + 1);
        const twin = new ScalarNetwork(experiment, data.features, sparse, data.image);
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
    for (const kind of kinds) expect(seen.get(kind)).toBeGreaterThan(20);
  });
});
