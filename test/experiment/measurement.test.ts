import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import {
  type Measured,
  Measurement,
  type MeasurementListener,
} from "../../src/experiment/measurement.js";
import type { Experiment } from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { Network } from "../../src/network/network.js";
import { RandomStream } from "../../src/numerics/random.js";
import { countStates, lostOf } from "../support/count-states.js";
import { smallDataset } from "../support/small-data.js";
import { trainSmall } from "../support/small-experiments.js";
import {
  smallConvExperiment,
  smallExperiment,
  smallIntegerConvExperiment,
  smallIntegerExperiment,
} from "../support/small-networks.js";
import { twinEpochs } from "../support/twin-epochs.js";

const QUANTITIES = [
  "entropy",
  "inputInformation",
  "labelInformation",
  "conditionalEntropy",
  "ceiling",
  "labelCeiling",
] as const;

const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("Measurement", () => {
  it.each([
    ["dense layers", smallExperiment],
    ["convolutions", smallConvExperiment],
  ])("finds what the scalar twin and a Map of strings find, throughout training of %s", async (_, experiments) => {
    const seen = { barriers: 0, chunks: 0, runs: 0 };
    await fc.assert(
      fc.asyncProperty(
        experiments,
        fc.constantFrom(0, 0, 230, 490),
        async ({ data: small, experiment }, more) => {
          const data = { ...small, samples: small.samples + more };
          const { repetition, start } = await trainSmall(experiment, data);
          const { information, training } = repetition.result();
          let row = 0;
          let epoch = 0;
          for (const twin of twinEpochs(experiment, data, start)) {
            const { hits, labels, losses, predictions, trainSize } = twin;
            expect(training.trainLoss[epoch]).toBe(mean(losses.slice(0, trainSize)));
            expect(training.trainAccuracy[epoch]).toBe(mean(hits.slice(0, trainSize).map(Number)));
            expect(training.testLoss[epoch]).toBe(mean(losses.slice(trainSize)));
            expect(training.testAccuracy[epoch]).toBe(mean(hits.slice(trainSize).map(Number)));
            const isLast = epoch === experiment.epochs - 1;
            for (const states of twin.states) {
              const counted = countStates(states, labels);
              expect(information.states[row]).toBe(counted.states);
              expect(information.singletons[row]).toBe(counted.singletons);
              const expected = { ...counted, inputInformation: counted.entropy };
              for (const name of QUANTITIES) {
                expect(Math.abs(information[name][row] - expected[name])).toBeLessThan(1e-12);
              }
              const rebinned = information.estimator[row] === "softmax, rebinned";
              const saturated = counted.singletons > data.samples / 2;
              expect(information.status[row]).toBe(
                saturated ? "saturated" : rebinned ? "estimate" : "exact",
              );
              const lost = information.lostPrediction[row];
              if (isLast) expect(lost).toBeCloseTo(lostOf(states, predictions), 12);
              else expect(lost).toBeNaN();
              row++;
            }
            epoch++;
            if (epoch === experiment.epochs) {
              expect(repetition.checkpoint().arrays.parameters).toEqual(twin.parameters);
            }
          }
          expect(row).toBe(information.states.length);

          const barriers = experiment.network.layers.filter((layer) => {
            if (layer.type !== "dense" && layer.type !== "conv") return false;
            const { bits, range } = layer.activations ?? experiment.quantisation.activations;
            return bits !== "float" && range.policy === "batch";
          });
          seen.runs++;
          if (data.samples > 256) seen.chunks++;
          if (barriers.length > 1) seen.barriers++;
        },
      ),
      { numRuns: 60, seed: 5 },
    );
    expect(seen.runs).toBeGreaterThan(50);
    expect(Math.min(seen.barriers, seen.chunks)).toBeGreaterThan(4);
  });

  it.each([
    ["dense networks", smallExperiment],
    ["convolutional networks", smallConvExperiment],
  ])("sees information fall from layer to layer in random %s", async (_, experiments) => {
    await fc.assert(
      fc.asyncProperty(experiments, async ({ data, experiment }) => {
        const workspace = await createWorkspace(
          experiment,
          smallDataset({ ...data, samples: 5 * data.samples }),
        );
        const engine = await createEngine(workspace.memory);
        const network = new Network(engine, experiment, workspace.input, 256);
        network.begin(new RandomStream(experiment.seed));
        for (let place = 0; place < network.parameters.values.length; place++) {
          network.parameters.values[place] *= 3;
        }
        const measurement = new Measurement(engine, network, workspace, ["all"]);
        const { information } = measurement.measure();
        for (let v = 1; v < information.length; v++) {
          const [before, after] = [information[v - 1], information[v]];
          expect(after.entropy).toBeLessThanOrEqual(before.entropy + 1e-12);
          expect(after.labelInformation).toBeLessThanOrEqual(before.labelInformation + 1e-12);
          expect(after.states).toBeLessThanOrEqual(before.states);
        }
        expect(information[0].entropy).toBeLessThanOrEqual(information[0].ceiling + 1e-12);
        expect(measurement.measure().information).toEqual(information);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it.each([
    ["dense networks", smallExperiment],
    ["convolutional networks", smallConvExperiment],
    ["integer networks", smallIntegerExperiment],
    ["integer convolutional networks", smallIntegerConvExperiment],
  ])("finds the same whichever layers of %s are merged", async (_, experiments) => {
    const seen = { merged: 0, fewer: 0 };
    await fc.assert(
      fc.asyncProperty(
        experiments,
        fc.constantFrom(0, 300),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        async ({ data: small, experiment: alone }, more, choice) => {
          const data = { ...small, samples: small.samples + more };
          const informationOn: Experiment["informationOn"] = ["all", "train", "test"];
          const experiment = { ...alone, informationOn };
          const workspace = await createWorkspace(experiment, smallDataset(data));
          const engine = await createEngine(workspace.memory);
          const network = new Network(engine, experiment, workspace.input, 256);
          network.begin(new RandomStream(experiment.seed));
          const measurement = new Measurement(engine, network, workspace, informationOn);
          const measure = (merges: boolean[]) => {
            measurement.mergedLayers = network.layers.map((_, l) => merges[l] ?? false);
            const tallies: unknown[] = [];
            const predictions = measurement.predict();
            const listener: MeasurementListener = {
              layer(l, rows, { firsts, joint, rowOf, states }) {
                const found = [...firsts].map((row) => [...rows.row(row)]);
                const seen = [...rowOf].map((row) => [...rows.row(row)]);
                tallies.push([l, states, [...joint], found, seen]);
              },
            };
            const measured = measurement.measure(listener, predictions);
            return { ...measured, predictions, tallies, ends: measurement.endShares };
          };
          const plain = measure([]);
          const merged = measure(choice);
          expect(merged).toEqual(plain);
          const states = plain.information.filter((_, v) => v % 3 === 0);
          network.layers.forEach((_, l) => {
            if (!choice[l]) return;
            seen.merged++;
            if (states[l].states < data.samples / 2) seen.fewer++;
          });
        },
      ),
      { numRuns: 80, seed: 11 },
    );
    expect(seen.merged).toBeGreaterThan(50);
    expect(seen.fewer).toBeGreaterThan(10);
  });

  it("merges at the next measurement the layers that had few states", async () => {
    const experiment = fc.sample(smallExperiment, { seed: 3, numRuns: 1 })[0].experiment;
    const quantiser = { bits: 1, range: { policy: "fixed", low: -1, high: 1 } } as const;
    const coarse: Experiment = {
      ...experiment,
      quantisation: {
        ...experiment.quantisation,
        input: { bits: "float", range: { policy: "fixed", low: -6, high: 6, widen: true } },
      },
      network: {
        ...experiment.network,
        layers: [
          {
            type: "dense",
            units: 12,
            activation: "linear",
            activations: { ...quantiser, bits: 16 },
          },
          { type: "dense", units: 2, activation: "tanh", activations: quantiser },
          { type: "dense", units: 2, activation: "softmax", activations: quantiser },
        ],
      },
    };
    const dataset = smallDataset({ samples: 60, features: 9, classes: 2, kind: "floats", seed: 1 });
    const workspace = await createWorkspace(coarse, dataset);
    const engine = await createEngine(workspace.memory);
    const network = new Network(engine, coarse, workspace.input, 256);
    network.begin(new RandomStream(1));
    const measurement = new Measurement(engine, network, workspace, ["all"]);
    expect(measurement.mergedLayers).toEqual([false, false, false]);
    const { information } = measurement.measure();
    expect(information[0].states).toBe(60);
    expect(information[1].states).toBeLessThanOrEqual(4);
    // The output's states are few among the inputs, but not among the states of the layer below.
    expect(measurement.mergedLayers).toEqual([false, true, true]);
    measurement.measure();
    expect(measurement.mergedLayers.slice(0, 2)).toEqual([false, true]);
  });

  it.each([
    ["dense networks", smallExperiment],
    ["convolutional networks", smallConvExperiment],
    ["integer networks", smallIntegerExperiment],
  ])("finds the same in %s whether or not the output told all inputs apart before", async (_, experiments) => {
    const seen = { still: 0, lost: 0 };
    await fc.assert(
      fc.asyncProperty(experiments, fc.boolean(), async ({ data, experiment: alone }, flat) => {
        const informationOn: Experiment["informationOn"] = ["test", "train"];
        const experiment = { ...alone, informationOn };
        const workspace = await createWorkspace(experiment, smallDataset({ ...data, samples: 6 }));
        const engine = await createEngine(workspace.memory);
        const network = new Network(engine, experiment, workspace.input, 256);
        const apart = ({ information }: Measured) => {
          const [test, train] = information.slice(-6);
          return test.singletons + train.singletons === 6;
        };
        const one = new Measurement(engine, network, workspace, informationOn);
        network.begin(new RandomStream(experiment.seed));
        const before = apart(one.measure());
        network.begin(new RandomStream(experiment.seed + 1));
        const { values } = network.parameters.blocks[network.parameters.blocks.length - 1];
        if (flat) values.fill(0);
        const measured = one.measure();
        const other = new Measurement(engine, network, workspace, informationOn);
        expect(measured).toEqual(other.measure());
        expect(one.endShares).toEqual(other.endShares);
        if (before) seen[apart(measured) ? "still" : "lost"]++;
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(seen.still).toBeGreaterThan(5);
    expect(seen.lost).toBeGreaterThan(5);
  });

  it("keeps codes of more than 8 bits apart in two bytes", async () => {
    const experiment: Experiment = fc.sample(smallExperiment, { seed: 1, numRuns: 1 })[0]
      .experiment;
    const range = { policy: "fixed", low: -255 / 256, high: 1 } as const;
    const single: Experiment = {
      ...experiment,
      network: {
        ...experiment.network,
        layers: [
          { type: "dense", units: 1, activation: "linear" },
          { type: "dense", units: 2, activation: "softmax" },
        ],
      },
      quantisation: {
        input: { bits: "float", range: { policy: "fixed", low: -6, high: 6, widen: true } },
        weights: { bits: "float", range },
        activations: { bits: 9, range },
      },
    };
    const samples = 512;
    const dataset = {
      ...smallDataset({ samples, features: 1, classes: 2, kind: "floats", seed: 0 }),
      inputs: Float32Array.from({ length: samples }, (_, s) => (s - 255) / 256),
    };
    const workspace = await createWorkspace(single, dataset);
    const engine = await createEngine(workspace.memory);
    const network = new Network(engine, single, workspace.input, 256);
    network.parameters.values.set([1, 0, 0, 0]);
    const measurement = new Measurement(engine, network, workspace, ["all"]);
    expect(measurement.measure().information[0]).toMatchObject({
      states: 512,
      singletons: 512,
      entropy: 9,
    });
  });
});
