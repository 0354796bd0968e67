import { expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { Observers } from "../../src/experiment/observers.js";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { Network } from "../../src/network/network.js";
import { tinyData, tinyExperiment } from "../support/small-experiments.js";

const FLAT: ExperimentDocument["network"] = {
  layers: [
    { units: 2, activation: "tanh" },
    { units: 3, activation: "softmax" },
  ],
};

/** Which of the measurements after the epochs 0 to 3 are looked at. */
async function looks(parts: Partial<ExperimentDocument>): Promise<boolean[]> {
  const experiment = tinyExperiment(parts);
  const workspace = await createWorkspace(experiment, tinyData());
  const engine = await createEngine(workspace.memory);
  const network = new Network(engine, experiment, workspace.input, 32);
  const epochs = [0, 1, 2, 3];
  const observers = new Observers(engine, network, workspace, experiment, epochs);
  return epochs.map((epoch) => observers.look(epoch, "training", () => {}) !== undefined);
}

it("nobody looks at a measurement of which nothing is asked but the counts", async () => {
  expect(await looks({})).toEqual([false, false, false, false]);
});

it.each<[string, Partial<ExperimentDocument>, boolean[]]>([
  ["diagnostics", { diagnostics: true }, [true, true, true, true]],
  [
    "a scatter at some epochs",
    { network: FLAT, scatter: { layer: "T1", epochs: [2] } },
    [false, false, true, false],
  ],
  ["bins", { estimators: [{ kind: "bins", bins: 3, bounds: "layer" }] }, [true, true, true, true]],
  [
    "an estimator at some epochs",
    { estimators: [{ kind: "kde", variance: 0.1, points: 2 }] },
    [true, false, false, true],
  ],
  [
    "bins between the bounds of the whole run",
    { estimators: [{ kind: "bins", bins: 3, bounds: "global" }] },
    [true, true, true, true],
  ],
])("measurements are looked at for %s", async (_, parts, expected) => {
  expect(await looks(parts)).toEqual(expected);
});
