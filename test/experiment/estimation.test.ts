import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.js";
import { createEngine } from "../../src/engine/engine.js";
import { createEstimators } from "../../src/estimators/create.js";
import type { EstimatorDocument } from "../../src/estimators/schema.js";
import { estimatorsSchema } from "../../src/estimators/schema.js";
import type { InformationTable } from "../../src/experiment/records.js";
import { Repetition } from "../../src/experiment/repetition.js";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import {
  runRepetition,
  throughFile,
  tinyData,
  tinyExperiment,
} from "../support/small-experiments.js";

const estimators: EstimatorDocument[] = [
  { kind: "bins", bins: [4, 30], bounds: "global" },
  { kind: "bins", width: 0.25 },
  { kind: "kde", variance: 0.1, points: 3 },
];

/** Rows of a table as objects. */
function rowsOf(table: InformationTable) {
  return Array.from(table.epoch, (_, row) =>
    Object.fromEntries(Object.entries(table).map(([name, column]) => [name, column[row]])),
  ) as { [Key in keyof InformationTable]: InformationTable[Key][number] }[];
}

/** What every layer shows for every input after an epoch, by a repetition that stops there. */
async function activationsAfter(epochs: number) {
  const experiment = tinyExperiment({ epochs });
  const workspace = await createWorkspace(experiment, tinyData());
  const engine = await createEngine(workspace.memory);
  const repetition = new Repetition(engine, workspace, experiment, 0);
  while (!repetition.done) repetition.runEpoch();
  return { repetition, workspace };
}

describe("estimators in a run", () => {
  it("stand beside the exact counts, which they leave alone", async () => {
    const plain = (await runRepetition(tinyExperiment())).result();
    const asked = (await runRepetition(tinyExperiment({ estimators }))).result();
    const exact = new Set(plain.information.estimator);
    const rows = rowsOf(asked.information);
    expect(rows.filter(({ estimator }) => exact.has(estimator))).toEqual(rowsOf(plain.information));
    expect(asked.training).toEqual(plain.training);
    const own = rows.filter(({ estimator }) => !exact.has(estimator));
    expect(own.map(({ status }) => status).filter((status) => status === "exact")).toEqual([]);
    const engine = await createEngine();
    const names = createEstimators(estimatorsSchema.parse(estimators), engine).map(
      ({ name }) => name,
    );
    expect([...new Set(own.map(({ estimator }) => estimator))].sort()).toEqual([...names].sort());
    const kde = own.filter(({ estimator }) => estimator === names[3]);
    expect(new Set(kde.map(({ epoch }) => epoch))).toEqual(new Set([0, 1, 5]));
    expect(own.length - kde.length).toBe(3 * 3 * 6);
  });

  it("know the bounds of the whole run, and only then", async () => {
    // A count of bins so high that every value of the run has a bin of its own is the exact count.
    const fine: EstimatorDocument[] = [{ kind: "bins", bins: 65536, bounds: "global" }];
    const rows = rowsOf(
      (await runRepetition(tinyExperiment({ estimators: fine }))).result().information,
    );
    const binned = rows.filter(({ estimator }) => estimator.startsWith("65536 bins"));
    expect(binned).toHaveLength(3 * 6);
    for (const { entropy, epoch, labelInformation, layer } of binned) {
      const counted = rows.find((row) => row.epoch === epoch && row.layer === layer)!;
      const softmax = rows.find(
        (row) => row.epoch === epoch && row.estimator === "distinct softmax vectors",
      )!;
      const expected = layer === "T3" ? softmax : counted;
      expect(entropy).toBe(expected.entropy);
      expect(labelInformation).toBe(expected.labelInformation);
    }
  });

  it("give what they give on the activations alone, on every kind of inputs", async () => {
    const experiment = tinyExperiment({
      estimators: [{ kind: "bins", bins: 7, bounds: "layer" }],
      informationOn: ["all", "train", "test"],
      epochs: 2,
    });
    const { information } = (await runRepetition(experiment)).result();
    const whole = rowsOf(information).filter(({ estimator }) => estimator.startsWith("7 bins"));
    expect(whole).toHaveLength(2 * 3 * 3);
    const of = (inputs: string) => whole.filter((row) => row.inputs === inputs);
    const { workspace } = await activationsAfter(1);
    const sizes = { all: workspace.samples, train: workspace.train.length, test: 0 };
    sizes.test = sizes.all - sizes.train;
    for (const inputs of ["all", "train", "test"] as const) {
      for (const { ceiling } of of(inputs))
        expect(ceiling).toBeCloseTo(Math.log2(sizes[inputs]), 12);
    }
    // Bins between the extremes of all inputs are no finer than those between the extremes of a part.
    for (const [place, { states }] of of("all").entries()) {
      expect(states).toBeLessThanOrEqual(7 ** 5);
      expect(of("train")[place].labelCeiling).not.toBe(of("all")[place].labelCeiling);
    }
  });

  it("go on from a checkpoint of any epoch, and of the second look, to the same bits", async () => {
    const experiment = tinyExperiment({ estimators });
    const expected = (await runRepetition(experiment)).result();
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const steps = 12;
    for (let stop = 1; stop < steps; stop++) {
      const begun = new Repetition(engine, workspace, experiment, 0);
      for (let step = 0; step < stop; step++) begun.runEpoch();
      expect(begun.done).toBe(false);
      const checkpoint = throughFile(begun.checkpoint());
      const resumed = new Repetition(engine, workspace, experiment, 0, checkpoint);
      let taken = stop;
      for (; !resumed.done; taken++) resumed.runEpoch();
      expect(taken).toBe(steps);
      expect(resumed.result()).toEqual(expected);
    }
  });

  /** What KSG says in a run: numbers, and their statuses by layer and inputs. */
  async function ksgStatuses(
    changes: Partial<ExperimentDocument>,
    dataset: Dataset = tinyData("floats"),
  ) {
    const experiment = tinyExperiment({
      ...{ estimators: [{ kind: "ksg", k: 3 }], informationOn: ["all", "test"], epochs: 1 },
      ...changes,
    });
    const rows = rowsOf((await runRepetition(experiment, dataset)).result().information).filter(
      ({ estimator }) => estimator.startsWith("KSG"),
    );
    expect(rows).toHaveLength(6);
    for (const { inputInformation } of rows) expect(inputInformation).not.toBeNaN();
    return Object.fromEntries(
      rows.map(({ inputs, layer, status }) => [`${layer} ${inputs}`, status]),
    );
  }

  const all = (status: string) =>
    Object.fromEntries(
      ["T1 all", "T1 test", "T2 all", "T2 test", "T3 all", "T3 test"].map((key) => [key, status]),
    );
  const float = { input: { bits: "float" }, weights: { bits: "float" } } as const;

  it("call KSG of real numbers infinite where inputs are sampled from a continuum, else not", async () => {
    expect(await ksgStatuses({ quantisation: float })).toEqual(all("infinite"));
    expect(await ksgStatuses({ quantisation: { ...float, activations: { bits: 4 } } })).toEqual(
      all("estimate"),
    );
    expect(await ksgStatuses({ quantisation: { ...float, input: { bits: 8 } } })).toEqual(
      all("estimate"),
    );
    expect(await ksgStatuses({ quantisation: float }, tinyData("bytes"))).toEqual(all("estimate"));
    // A part of a population is a sample; above a layer of codes all is discrete.
    expect(
      await ksgStatuses({ quantisation: float }, { ...tinyData("floats"), population: true }),
    ).toEqual({
      ...all("estimate"),
      "T1 test": "infinite",
      "T2 test": "infinite",
      "T3 test": "infinite",
    });
    const [first, second, third] = tinyExperiment().network.layers;
    const layers = [first, { ...second, activations: { bits: 4 } }, third] as typeof network.layers;
    const { network } = tinyExperiment();
    expect(await ksgStatuses({ quantisation: float, network: { ...network, layers } })).toEqual({
      ...all("estimate"),
      "T1 all": "infinite",
      "T1 test": "infinite",
    });
  });

  it("are refused when they look for more neighbours than there are inputs", async () => {
    const experiment = tinyExperiment({
      estimators: [
        { kind: "kde", variance: 1 },
        { kind: "ross", k: [3, 60] },
      ],
      informationOn: ["all", "test"],
    });
    await expect(createWorkspace(experiment, tinyData())).rejects.toThrow(
      /^estimators\[1\]\.k: expected less than the \d+ inputs that are measured \(test\), found 60$/,
    );
  });

  it("start anew after a bad fit", async () => {
    const bad = {
      estimators,
      badFit: { accuracy: 0.5, epoch: 2, restarts: 50 },
      optimiser: { name: "adam", learningRate: 0.02 },
    } as const;
    let restarts = 0;
    for (let index = 0; index < 6; index++) {
      const result = (await runRepetition(tinyExperiment(bad), tinyData(), index)).result();
      const plain = (
        await runRepetition(tinyExperiment({ ...bad, estimators: undefined }), tinyData(), index)
      ).result();
      restarts += result.restarts;
      expect(result.restarts).toBe(plain.restarts);
      expect(rowsOf(result.information)).toHaveLength(
        plain.information.epoch.length + 3 * (3 * 6 + 3),
      );
    }
    expect(restarts).toBeGreaterThan(0);
  });
});
