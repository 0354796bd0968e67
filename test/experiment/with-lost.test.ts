import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import type { EstimatorDocument } from "../../src/estimators/schema.js";
import { Measurement } from "../../src/experiment/measurement.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import type { Inputs } from "../../src/experiment/records.js";
import { Repetition } from "../../src/experiment/repetition.js";
import { createWorkspace, TEST } from "../../src/experiment/workspace.js";
import { Network } from "../../src/network/network.js";
import { RandomStream } from "../../src/numerics/random.js";
import { lostOf } from "../support/count-states.js";
import {
  runRepetition,
  throughFile,
  tinyData,
  tinyExperiment,
  trainSmall,
} from "../support/small-experiments.js";
import { smallExperiment } from "../support/small-networks.js";
import { twinEpochs } from "../support/twin-epochs.js";

const estimators: EstimatorDocument[] = [
  { kind: "bins", bins: [2, 30], bounds: "global" },
  { kind: "bins", bins: 3, bounds: "layer" },
  { kind: "bins", bins: 2, bounds: "unit" },
  { kind: "bins", bins: 4, bounds: [-0.5, 0.5] },
  { kind: "bins", width: 0.25 },
  { kind: "adaptive", bins: 2 },
  { kind: "adaptive", bins: 3, bounds: "layer" },
  { kind: "codes" },
];

/** Corrected counts, and shuffled labels beside a plain one. */
const others: EstimatorDocument[] = [
  { kind: "bins", bins: 4, correction: "miller-madow" },
  { kind: "bins", bins: 5, shuffledLabels: { draws: 2 } },
];

const NAMES = [
  "2 bins, global bounds",
  "30 bins, global bounds",
  "3 bins, layer bounds",
  "2 bins, unit bounds",
  "4 bins in [-0.5, 0.5]",
  "bins of width 0.25",
  "2 equal-mass bins per unit",
  "3 equal-mass bins per layer",
  "codes",
];

/** Values of a layer, a row per input. */
type Layer = number[][];
type Ends = [low: number, high: number];

const endsOf = (values: number[]): Ends => [Math.min(...values), Math.max(...values)];

/** As docs/estimators/bins.md has it. */
function uniform(x: number, [low, high]: Ends, bins: number): number {
  if (x < low) return -1;
  if (x > high) return bins;
  if (low === high) return 0;
  const position = Math.floor((x - low) * (2 ** 36 / (high - low)) + (1 - 2 ** -8));
  return Math.min(bins - 1, Number((BigInt(position) * BigInt(bins)) >> 36n));
}

const equalMass = (x: number, values: number[], bins: number) =>
  Math.floor((values.filter((value) => value < x).length * bins) / values.length);

/** The states of every input by each binning, in the order of NAMES. `run`: ends of the layer so far. */
function binnings(layer: Layer, run: Ends): string[][] {
  const all = layer.flat();
  const columns = layer[0].map((_, u) => layer.map((row) => row[u]));
  const by = (bin: (x: number, u: number) => number) => layer.map((row) => row.map(bin).join());
  return [
    by((x) => uniform(x, run, 2)),
    by((x) => uniform(x, run, 30)),
    by((x) => uniform(x, endsOf(all), 3)),
    by((x, u) => uniform(x, endsOf(columns[u]), 2)),
    by((x) => uniform(x, [-0.5, 0.5], 4)),
    by((x) => Math.floor(x / 0.25)),
    by((x, u) => equalMass(x, columns[u], 2)),
    by((x) => equalMass(x, all, 3)),
    by((x) => x + 0),
  ];
}

describe("what binnings lose of the prediction", () => {
  it("is what the scalar twin and a Map find in random networks, over every kind of inputs", async () => {
    const seen = { runs: 0, lost: 0, kept: 0 };
    await fc.assert(
      fc.asyncProperty(smallExperiment, async ({ data, experiment: alone }) => {
        const document = {
          ...{ ...alone, estimators: [...estimators, ...others] },
          informationOn: ["all", "train", "test"],
        };
        const experiment = parseExperiment(document);
        const { repetition, start } = await trainSmall(experiment, data);
        const twins = [...twinEpochs(experiment, data, start)];
        const { predictions, trainSize, values } = twins[twins.length - 1];
        const expected = new Map<string, number>();
        values.forEach((layer, l) => {
          const run = endsOf(twins.flatMap((twin) => twin.values[l].flat()));
          const parts: [Inputs, number, number][] = [
            ["all", 0, layer.length],
            ["train", 0, trainSize],
            ["test", trainSize, layer.length],
          ];
          for (const [inputs, from, to] of parts) {
            binnings(layer.slice(from, to), run).forEach((states, i) => {
              const lost = lostOf(states, predictions.slice(from, to));
              expected.set(`T${l + 1}, ${NAMES[i]}, ${inputs}`, lost);
            });
          }
        });
        const { epoch, estimator, inputs, layer, lostPrediction } = repetition.result().information;
        const asked = [...NAMES, "4 bins, layer bounds, Miller-Madow"];
        for (let row = 0; row < epoch.length; row++) {
          if (!asked.includes(estimator[row])) continue;
          const key = `${layer[row]}, ${estimator[row]}, ${inputs[row]}`;
          const wanted = epoch[row] === 2 ? expected.get(key) : undefined;
          const lost = lostPrediction[row];
          if (wanted === undefined) {
            expect(lost).toBeNaN();
            continue;
          }
          expected.delete(key);
          expect(lost).toBeCloseTo(wanted, 12);
          expect(lost === 0).toBe(wanted === 0);
          if (lost > 0) seen.lost++;
          else seen.kept++;
        }
        expect([...expected.keys()]).toEqual([]);
        seen.runs++;
      }),
      { numRuns: 40, seed: 8 },
    );
    expect(seen.runs).toBeGreaterThan(30);
    expect(Math.min(seen.lost, seen.kept)).toBeGreaterThan(300);
  });

  it("is counted at the last measurement, of what counts states without a correction", async () => {
    const experiment = tinyExperiment({
      estimators: [...estimators, ...others, { kind: "kde", variance: 0.1 }],
      measure: { schedule: "every", epochs: 4 },
    });
    const { information } = (await runRepetition(experiment)).result();
    const counted = new Set<string>();
    information.lostPrediction.forEach((lost, row) => {
      if (Number.isNaN(lost)) return;
      expect(information.epoch[row]).toBe(4);
      counted.add(information.estimator[row]);
    });
    const exact = [
      ...["exact codes", "logit codes", "distinct softmax vectors", "softmax, rebinned"],
    ];
    const shuffled = "5 bins, layer bounds";
    expect([...counted].sort()).toEqual([...NAMES, ...exact, shuffled].sort());
  });

  it("takes no memory that measurements before did not take", async () => {
    const soon = estimators.filter((one) => !("bounds" in one && one.bounds === "global"));
    const experiment = tinyExperiment({ estimators: soon, informationOn: ["all", "train"] });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const repetition = new Repetition(engine, workspace, experiment, 0);
    for (let epoch = 1; epoch < experiment.epochs; epoch++) repetition.runEpoch();
    const taken = vi.spyOn(engine.arena, "take");
    repetition.runEpoch();
    expect(repetition.done).toBe(true);
    expect(taken).not.toHaveBeenCalled();
  });

  it("is much where two bins hold a ReLU layer, and nothing where every code has a bin", async () => {
    const experiment = tinyExperiment({
      estimators: [{ kind: "bins", bins: [2, 65536], bounds: "layer" }],
    });
    const { information } = (await runRepetition(experiment)).result();
    const lost = (bins: string) =>
      [...information.lostPrediction].filter(
        (bits, row) => !Number.isNaN(bits) && information.estimator[row].startsWith(bins),
      );
    expect(lost("65536 bins")).toEqual([0, 0, 0]);
    // Of at most log2 3 bits; T2 is the ReLU layer.
    expect(lost("2 bins")[1]).toBeGreaterThan(0.1);
    expect(Math.max(...lost("2 bins"))).toBeLessThan(Math.log2(3));
  });

  it("is nothing where all layers are counted by their codes", async () => {
    for (const index of [0, 1, 2]) {
      const { information } = (
        await runRepetition(tinyExperiment(), tinyData("floats"), index)
      ).result();
      const codes = [...information.lostPrediction].filter(
        (lost, row) => !Number.isNaN(lost) && information.estimator[row].endsWith("codes"),
      );
      expect(codes).toEqual([0, 0, 0]);
    }
  });

  it("is all of it where the softmax of every input has the same bins", async () => {
    const informationOn: Inputs[] = ["all", "test"];
    const experiment = tinyExperiment({ quantisation: { activations: { bits: "float" } } });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const network = new Network(engine, experiment, workspace.input, 256);
    network.begin(new RandomStream(3));
    network.parameters.values.forEach((value, i, all) => {
      all[i] = value / 10;
    });
    const measurement = new Measurement(engine, network, workspace, informationOn);
    const predictions = measurement.predict();
    const { information } = measurement.measure(undefined, predictions);
    const lost = information.slice(-4).map(({ lostPrediction }) => lostPrediction);
    const entropy = (classes: Uint8Array) =>
      lostOf(
        Array.from(classes, () => "one bin"),
        Array.from(classes),
      );
    const test = predictions.filter((_, s) => workspace.parts[s] === TEST);
    expect(entropy(test)).toBeGreaterThan(0.1);
    expect(entropy(test)).not.toBe(entropy(predictions));
    expect(lost.slice(0, 2)).toEqual([0, 0]);
    expect(lost[2]).toBeCloseTo(entropy(predictions), 12);
    expect(lost[3]).toBeCloseTo(entropy(test), 12);
  });

  it("is the same when it goes on from a checkpoint of any step", async () => {
    const experiment = tinyExperiment({ estimators, epochs: 3 });
    const expected = (await runRepetition(experiment)).result();
    expect(expected.information.lostPrediction.some((lost) => lost > 0)).toBe(true);
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    for (let stop = 1; stop < 6; stop++) {
      const begun = new Repetition(engine, workspace, experiment, 0);
      for (let step = 0; step < stop; step++) begun.runEpoch();
      expect(begun.done).toBe(false);
      const checkpoint = throughFile(begun.checkpoint());
      const resumed = new Repetition(engine, workspace, experiment, 0, checkpoint);
      while (!resumed.done) resumed.runEpoch();
      expect(resumed.result()).toEqual(expected);
    }
  });

  it("is not counted where a checkpoint of a former build is past the last measurement", async () => {
    const experiment = tinyExperiment({ epochs: 2 });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const repetition = new Repetition(engine, workspace, experiment, 0);
    const resumedFrom = (steps: number) => {
      while (repetition.epoch < steps) repetition.runEpoch();
      const { arrays, state } = throughFile(repetition.checkpoint());
      const { "records.lost": _, ...former } = arrays;
      const resumed = new Repetition(engine, workspace, experiment, 0, { arrays: former, state });
      while (!resumed.done) resumed.runEpoch();
      return resumed.result().information.lostPrediction;
    };
    expect(resumedFrom(1)).toEqual(
      (await runRepetition(experiment)).result().information.lostPrediction,
    );
    expect(resumedFrom(2).every(Number.isNaN)).toBe(true);
  });
});
