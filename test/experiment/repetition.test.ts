import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { Repetition, TrainingError } from "../../src/experiment/repetition.js";
import { measuredEpochs } from "../../src/experiment/schedule.js";
import type { Experiment } from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import {
  everythingOf,
  runRepetition,
  throughFile,
  tinyData,
  tinyExperiment,
} from "../support/small-experiments.js";

/** Some attempts reach this accuracy by epoch 3, others do not. */
const INTEGER = {
  arithmetic: "integer",
  quantisation: {
    input: { bits: 8 },
    weights: { bits: 8 },
    activations: { bits: 6, range: { policy: "moving-average", decay: 0.9 } },
  },
} as const;

const FUSSY = { badFit: { accuracy: 0.55, epoch: 3 } } as const;

async function restartsOf(experiment: Experiment, index: number) {
  return (await runRepetition(experiment, tinyData(), index)).restarts;
}

describe("Repetition", () => {
  it("is a function of experiment and index", async () => {
    const experiment = tinyExperiment();
    const once = everythingOf(await runRepetition(experiment, tinyData(), 3));
    expect(everythingOf(await runRepetition(experiment, tinyData(), 3))).toEqual(once);
    const other = everythingOf(await runRepetition(experiment, tinyData(), 4));
    expect(other.arrays.parameters).not.toEqual(once.arrays.parameters);
    const seeded = everythingOf(await runRepetition(tinyExperiment({ seed: 1 }), tinyData(), 3));
    expect(seeded.arrays.parameters).not.toEqual(once.arrays.parameters);
  });

  it("records every measured epoch, layer by layer", async () => {
    const experiment = tinyExperiment({ epochs: 7, measure: { schedule: "every", epochs: 3 } });
    const { information, restarts, repetition, training } = (
      await runRepetition(experiment, tinyData(), 2)
    ).result();
    expect({ repetition, restarts }).toEqual({ repetition: 2, restarts: 0 });
    expect(Array.from(training.epoch)).toEqual([0, 3, 6]);
    expect(Array.from(information.epoch)).toEqual([0, 3, 6].flatMap((e) => Array(5).fill(e)));
    expect(information.layer.slice(0, 5)).toEqual(["T1", "T2", "T3", "T3", "T3"]);
    expect(information.estimator.slice(0, 5)).toEqual([
      "exact codes",
      "exact codes",
      "logit codes",
      "distinct softmax vectors",
      "softmax, rebinned",
    ]);
    expect(information.status.slice(0, 5)).toEqual([
      ...["exact", "exact", "exact", "exact", "estimate"],
    ]);
    expect(information.inputInformation).toEqual(information.entropy);
    expect(new Set(information.ceiling)).toEqual(new Set([Math.log2(90)]));
  });

  it("will not give a result before all epochs are done", async () => {
    const experiment = tinyExperiment({ epochs: 2 });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const repetition = new Repetition(engine, workspace, experiment, 5);
    repetition.runEpoch();
    expect(() => repetition.result()).toThrow("repetition 5 is not done");
    expect(repetition.epoch).toBe(1);
    expect(repetition.score?.trainLoss).toBeGreaterThan(0);
  });

  it("ends with the same weights however often it is measured", async () => {
    for (const policy of ["batch", "moving-average", "calibrated"] as const) {
      const quantiser = { bits: 5, range: { policy } };
      const quantisation = { weights: quantiser, activations: quantiser };
      const often = tinyExperiment({ quantisation });
      const rarely = tinyExperiment({ quantisation, measure: { schedule: "every", epochs: 6 } });
      const { arrays } = (await runRepetition(often)).checkpoint();
      const { parameters, ...moments } = (await runRepetition(rarely)).checkpoint().arrays;
      expect(parameters).toEqual(arrays.parameters);
      expect(moments["moments.mean"]).toEqual(arrays["moments.mean"]);
      expect(moments["moments.square"]).toEqual(arrays["moments.square"]);
    }
  });

  it("shuffles anew each epoch", async () => {
    const parts = {
      optimiser: { name: "sgd", learningRate: 1e-3 },
      quantisation: { weights: { bits: "float" }, activations: { bits: "float" } },
    } as const;
    const weights = async (epochs: number) =>
      (await runRepetition(tinyExperiment({ ...parts, epochs }))).checkpoint().arrays.parameters;
    const [one, two, three] = [await weights(1), await weights(2), await weights(3)];
    expect(two.map((w, i) => w - one[i])).not.toEqual(three.map((w, i) => w - two[i]));
  });

  it("goes on from a checkpoint of any epoch to the same bits", async () => {
    for (const [kind, parts] of [
      ["bytes", FUSSY],
      ["sparse", { optimiser: { name: "sgd", learningRate: 0.05, momentum: 0.8 } }],
      ["floats", {}],
      ["bytes", INTEGER],
      ["sparse", INTEGER],
    ] as const) {
      const experiment = tinyExperiment(parts);
      const workspace = await createWorkspace(experiment, tinyData(kind));
      const engine = await createEngine(workspace.memory);
      const repetition = new Repetition(engine, workspace, experiment, 0);
      const checkpoints = [throughFile(repetition.checkpoint())];
      while (!repetition.done) {
        repetition.runEpoch();
        checkpoints.push(throughFile(repetition.checkpoint()));
      }
      const expected = everythingOf(repetition);
      expect(repetition.restarts > 0).toBe("badFit" in parts);
      for (const checkpoint of checkpoints) {
        const before = structuredClone(checkpoint);
        const fresh = await createEngine(workspace.memory);
        const resumed = new Repetition(fresh, workspace, experiment, 0, checkpoint);
        while (!resumed.done) resumed.runEpoch();
        expect(everythingOf(resumed)).toEqual(expected);
        expect(checkpoint).toEqual(before);
      }
    }
  });

  it("gives the same bits on an engine that was used before", async () => {
    const experiment = tinyExperiment();
    const wide = tinyExperiment({
      network: {
        layers: [
          { units: 40, activation: "linear" },
          { units: 4, activation: "softmax" },
        ],
      },
      batchSize: 300,
      optimiser: { name: "sgd", learningRate: 0.1, momentum: 0.9 },
    });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    for (const [index, plan] of [experiment, wide, experiment].entries()) {
      const repetition = new Repetition(engine, workspace, plan, index);
      while (!repetition.done) repetition.runEpoch();
      expect(everythingOf(repetition)).toEqual(
        everythingOf(await runRepetition(plan, tinyData(), index)),
      );
    }
  });

  it("does not disturb another one on the same memory", async () => {
    const experiment = tinyExperiment();
    const workspace = await createWorkspace(experiment, tinyData("sparse"));
    const pair = [];
    for (const index of [0, 1]) {
      const engine = await createEngine(workspace.memory);
      pair.push(new Repetition(engine, workspace, experiment, index));
    }
    while (!pair[1].done) for (const repetition of pair) repetition.runEpoch();
    for (const repetition of pair) {
      const alone = await runRepetition(experiment, tinyData("sparse"), repetition.index);
      expect(everythingOf(repetition)).toEqual(everythingOf(alone));
    }
  });
});

describe("a bad fit", () => {
  it("is abandoned for fresh weights and counted", async () => {
    const experiment = tinyExperiment(FUSSY);
    const restarts = [];
    for (let index = 0; index < 8; index++) restarts.push(await restartsOf(experiment, index));
    expect(restarts).toContain(0);
    expect(Math.max(...restarts)).toBeGreaterThan(1);

    const index = restarts.findIndex((count) => count > 0);
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const repetition = new Repetition(engine, workspace, experiment, index);
    const fresh = repetition.checkpoint();
    const starts = [fresh.arrays.parameters];
    while (!repetition.done) {
      const { restarts } = repetition;
      repetition.runEpoch();
      if (repetition.restarts === restarts) continue;
      expect(repetition.epoch).toBe(0);
      expect(repetition.score).toBeUndefined();
      const { arrays, state } = repetition.checkpoint();
      expect(state).toEqual({ ...(fresh.state as object), restarts: restarts + 1 });
      expect(arrays["moments.mean"].every((value) => value === 0)).toBe(true);
      expect(arrays["records.scores"]).toHaveLength(0);
      starts.push(arrays.parameters);
    }
    expect(new Set(starts.map(String)).size).toBe(restarts[index] + 1);
    const { restarts: counted, training } = repetition.result();
    expect(counted).toBe(restarts[index]);
    expect(Array.from(training.epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Math.min(...training.trainAccuracy.slice(3))).toBeGreaterThanOrEqual(0.55);
  });

  /** Whether a repetition is abandoned for its training accuracy at epoch 5, the last one. */
  const isBad = async (accuracy: number, index: number, epoch = 5, every = 1) => {
    const experiment = tinyExperiment({
      badFit: { accuracy, epoch, restarts: 0 },
      measure: { schedule: "every", epochs: every },
    });
    return runRepetition(experiment, tinyData(), index).then(
      () => false,
      () => true,
    );
  };

  it("is a training accuracy below the given one, whatever that of testing", async () => {
    const signs = new Set<number>();
    for (let index = 0; index < 8; index++) {
      const { training } = (await runRepetition(tinyExperiment(), tinyData(), index)).result();
      const [train, test] = [training.trainAccuracy[5], training.testAccuracy[5]];
      signs.add(Math.sign(train - test));
      expect(await isBad(train, index)).toBe(false);
      expect(await isBad(train + 1e-9, index)).toBe(true);
    }
    expect(signs).toContain(1);
    expect(signs).toContain(-1);
  });

  it("is looked for at measured epochs from the given one on", async () => {
    expect(await isBad(1, 0, 5)).toBe(true);
    expect(await isBad(1, 0, 6)).toBe(false);
    expect(measuredEpochs({ schedule: "every", epochs: 4 }, 6)).toEqual([0, 4]);
    expect(await isBad(1, 0, 4, 4)).toBe(true);
    expect(await isBad(1, 0, 5, 4)).toBe(false);
  });
});

describe("a repetition of bad fits only", () => {
  it("gives up after as many restarts as it may have", async () => {
    const hopeless = (restarts: number) =>
      runRepetition(tinyExperiment({ badFit: { accuracy: 1, epoch: 0, restarts } }), tinyData(), 4);
    await expect(hopeless(3)).rejects.toThrow(TrainingError);
    await expect(hopeless(3)).rejects.toThrow(
      "repetition 4 gives up after 3 restarts: each time the train accuracy was below 1 at epoch 0",
    );
    await expect(hopeless(0)).rejects.toThrow("gives up after 0 restarts");
  });
});

describe("a diverging repetition", () => {
  const absurd = (learningRate: number) =>
    tinyExperiment({
      quantisation: { weights: { bits: "float" }, activations: { bits: "float" } },
      network: {
        layers: [
          { units: 5, activation: "linear" },
          { units: 3, activation: "softmax" },
        ],
      },
      optimiser: { name: "sgd", learningRate },
      batchSize: 90,
      epochs: 1,
    });

  it("throws when weights are no longer finite", async () => {
    const run = runRepetition({ ...absurd(1e30), batchSize: 5 });
    await expect(run).rejects.toThrow(TrainingError);
    await expect(run).rejects.toThrow(
      "repetition 0 diverged: weights are not finite after epoch 0; try a smaller optimiser.learningRate",
    );
  });

  it("throws when only activations are no longer finite, which kernels would hide", async () => {
    const run = runRepetition(absurd(1e30));
    await expect(run).rejects.toThrow(TrainingError);
    await expect(run).rejects.toThrow("activations of T2 are not finite after epoch 0");
    const quantised = absurd(1e30);
    quantised.quantisation.activations = { bits: 8, range: { policy: "batch" } };
    await expect(runRepetition(quantised)).rejects.toThrow("activations of T2 are not finite");
  });
});

describe("prefit and records of a repetition", () => {
  it("trains on shuffled labels first, measures against the true ones, and says so", async () => {
    const parts = { epochs: 3, prefit: { epochs: 2, labels: "shuffled" } } as const;
    const { information, layers, training } = (
      await runRepetition(tinyExperiment(parts), tinyData(), 1)
    ).result();
    const stages = ["prefit", "prefit", "training", "training", "training"];
    expect(training.stage).toEqual(stages);
    expect(Array.from(training.epoch)).toEqual([0, 1, 2, 3, 4]);
    expect(information.stage).toEqual(stages.flatMap((stage) => Array(5).fill(stage)));
    expect(layers.stage).toEqual(stages.flatMap((stage) => Array(3).fill(stage)));
    expect(new Set(information.labelCeiling).size).toBe(1);
  });

  it("shuffles labels among the train samples and nothing else in a prefit", async () => {
    const prefit = { epochs: 2, labels: "shuffled" } as const;
    const weightsOf = async (parts: object, dataset = tinyData()) =>
      (await runRepetition(tinyExperiment(parts), dataset)).checkpoint().arrays.parameters;
    const split = await weightsOf({ epochs: 1, prefit });
    expect(split).not.toEqual(await weightsOf({ epochs: 3 }));
    // Where all train samples have one label, shuffling changes nothing.
    const alike = tinyData();
    alike.labels.fill(1, 0, alike.standardTrain);
    expect(new Set(alike.labels).size).toBeGreaterThan(1);
    expect(await weightsOf({ epochs: 1, prefit }, alike)).toEqual(
      await weightsOf({ epochs: 3 }, alike),
    );
  });

  it("looks for bad fits only after the prefit", async () => {
    const badFit = { accuracy: 1, epoch: 1, restarts: 0 };
    const prefit = { epochs: 3, labels: "shuffled" } as const;
    const experiment = tinyExperiment({ badFit, epochs: 4, prefit });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const repetition = new Repetition(engine, workspace, experiment, 0);
    for (let epoch = 0; epoch < 4; epoch++) repetition.runEpoch();
    expect(() => repetition.runEpoch()).toThrow(TrainingError);
  });

  it("measures all, train and test inputs each as if measured alone", async () => {
    const kinds = ["test", "all", "train"] as const;
    const tables = new Map(
      await Promise.all(
        [[...kinds], ...kinds.map((kind) => [kind])].map(async (informationOn) => {
          const experiment = tinyExperiment({ informationOn, epochs: 2 });
          const { information } = (await runRepetition(experiment)).result();
          return [informationOn.join(), information] as const;
        }),
      ),
    );
    const together = tables.get(kinds.join())!;
    const ceilings = { all: Math.log2(90), train: Math.log2(63), test: Math.log2(27) };
    for (const kind of kinds) {
      const alone = tables.get(kind)!;
      const rows = together.inputs.flatMap((inputs, row) => (inputs === kind ? [row] : []));
      expect(alone.inputs).toEqual(Array(10).fill(kind));
      for (const [name, column] of Object.entries(alone)) {
        const whole = together[name as keyof typeof together];
        expect(rows.map((row) => whole[row])).toEqual(Array.from(column));
      }
      expect(new Set(alone.ceiling)).toEqual(new Set([ceilings[kind]]));
    }
  });

  it("records the gradients' moments over the batches, weight norms and grid ends", async () => {
    const experiment = tinyExperiment({ epochs: 4, measure: { schedule: "every", epochs: 3 } });
    const repetition = await runRepetition(experiment);
    const { layers } = repetition.result();
    expect(Array.from(layers.epoch)).toEqual([0, 0, 0, 3, 3, 3]);
    expect(layers.layer).toEqual(["T1", "T2", "T3", "T1", "T2", "T3"]);
    // T1: 6 inputs, 5 units in rows of 8.
    const weights = Float64Array.from(repetition.checkpoint().arrays.parameters.slice(0, 48));
    const norm = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0));
    expect(layers.weightNorm[3]).toBeCloseTo(norm, 12);
    for (const column of [layers.gradientMean, layers.gradientDeviation]) {
      for (const value of column) expect(value).toBeGreaterThan(0);
    }
    layers.clipped.forEach((share, row) => {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(layers.saturated[row]);
      expect(layers.saturated[row]).toBeLessThanOrEqual(1);
    });
  });

  it("has no grid ends to record for a float layer", async () => {
    const quantisation = { activations: { bits: "float" } } as const;
    const { layers } = (await runRepetition(tinyExperiment({ quantisation }))).result();
    expect(new Set([...layers.clipped, ...layers.saturated])).toEqual(new Set([Number.NaN]));
  });

  it("keeps the states of a layer of two units at the epochs asked for", async () => {
    for (const bits of [4, 12, "float"] as const) {
      const experiment = tinyExperiment({
        epochs: 5,
        network: {
          layers: [
            { units: 2, activation: "tanh", activations: { bits } },
            { units: 3, activation: "softmax" },
          ],
        },
        scatter: { layer: "T1", epochs: [1, 4] },
        informationOn: ["train", "test"],
      });
      const { information, scatter } = (await runRepetition(experiment)).result();
      expect([...new Set(scatter.epoch)]).toEqual([1, 4]);
      expect(new Set(scatter.layer)).toEqual(new Set(["T1"]));
      const dataset = tinyData();
      for (const epoch of [1, 4]) {
        const rows = Array.from(scatter.epoch.keys()).filter((row) => scatter.epoch[row] === epoch);
        const total = rows.reduce((sum, row) => sum + scatter.count[row], 0);
        expect(total).toBe(dataset.samples);
        for (let label = 0; label < 3; label++) {
          const own = rows.filter((row) => scatter.label[row] === label);
          const count = dataset.labels.filter((other) => other === label).length;
          expect(own.reduce((sum, row) => sum + scatter.count[row], 0)).toBe(count);
        }
        const states = new Set(rows.map((row) => `${scatter.first[row]} ${scatter.second[row]}`));
        const place = information.epoch.findIndex(
          (e, row) => e === epoch && information.layer[row] === "T1",
        );
        expect(states.size).toBeGreaterThanOrEqual(information.states[place]);
        for (const row of rows) expect(Math.abs(scatter.first[row])).toBeLessThanOrEqual(6);
      }
    }
  });

  it("takes the measured epochs nearest to those asked for, each once", async () => {
    const experiment = tinyExperiment({
      epochs: 7,
      measure: { schedule: "every", epochs: 3 },
      network: {
        layers: [
          { units: 2, activation: "tanh" },
          { units: 3, activation: "softmax" },
        ],
      },
      scatter: { layer: "T1", epochs: [1, 4, 5, 900] },
    });
    const { scatter } = (await runRepetition(experiment)).result();
    expect([...new Set(scatter.epoch)]).toEqual([0, 3, 6]);
  });

  it("goes on from a checkpoint within a prefit, with a scatter, to the same bits", async () => {
    const experiment = tinyExperiment({
      epochs: 3,
      prefit: { epochs: 2, labels: "shuffled" },
      network: {
        layers: [
          { units: 2, activation: "tanh" },
          { units: 3, activation: "softmax" },
        ],
      },
      scatter: { layer: "T1", epochs: [0, 3] },
    });
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const repetition = new Repetition(engine, workspace, experiment, 0);
    const checkpoints = [];
    while (!repetition.done) {
      checkpoints.push(throughFile(repetition.checkpoint()));
      repetition.runEpoch();
    }
    for (const checkpoint of checkpoints) {
      const fresh = await createEngine(workspace.memory);
      const resumed = new Repetition(fresh, workspace, experiment, 0, checkpoint);
      while (!resumed.done) resumed.runEpoch();
      expect(everythingOf(resumed)).toEqual(everythingOf(repetition));
    }
  });
});
