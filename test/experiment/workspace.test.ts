import { describe, expect, it } from "vitest";
import { createWorkspace, TEST, TRAIN } from "../../src/experiment/workspace.js";
import { tinyData, tinyExperiment } from "../support/small-experiments.js";

describe("createWorkspace", () => {
  it("puts data and split in one shared memory", async () => {
    const dataset = tinyData("sparse");
    const workspace = await createWorkspace(tinyExperiment(), dataset);
    expect(workspace).toMatchObject({ samples: 90, classes: 3, population: false });
    expect(workspace.input.kind).toBe("sparse");
    expect(workspace.memory.buffer).toBeInstanceOf(SharedArrayBuffer);
    for (const view of [workspace.labels, workspace.parts, workspace.train]) {
      expect(view.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
    expect(Array.from(workspace.labels)).toEqual(Array.from(dataset.labels));
    const train = Array.from({ length: 63 }, (_, s) => s);
    expect(Array.from(workspace.train)).toEqual(train);
    expect(Array.from(workspace.parts)).toEqual([
      ...Array(63).fill(TRAIN),
      ...Array(27).fill(TEST),
    ]);
  });

  it("refuses an output layer with fewer units than there are classes", async () => {
    const experiment = tinyExperiment({
      network: { layers: [{ units: 2, activation: "softmax" }] },
    });
    await expect(createWorkspace(experiment, tinyData())).rejects.toThrow(
      "the output layer has 2 units, but small bytes has 3 classes",
    );
  });
});
