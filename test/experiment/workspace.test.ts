import { describe, expect, it } from "vitest";
import { DataError } from "../../src/data/errors.js";
import { presets } from "../../src/experiment/presets.js";
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

  it("keeps images as bytes for a conv layer, with their shape", async () => {
    const image = { channels: 1, height: 2, width: 3 };
    const experiment = tinyExperiment({
      network: {
        layers: [
          { type: "conv", channels: 1, kernel: 2, activation: "relu" },
          { type: "flatten" },
          { units: 3, activation: "softmax" },
        ],
      },
    });
    const { input } = await createWorkspace(experiment, { ...tinyData("sparse"), image });
    expect(input).toMatchObject({ kind: "bytes", features: 6, image });
    await expect(createWorkspace(experiment, tinyData("sparse"))).rejects.toThrow(
      new DataError(
        'network.layers[0]: a conv layer needs images, not 6 units; put it before "flatten" and dense layers, on data that are images',
      ),
    );
  });

  it("refuses integer arithmetic whose sums may overflow on the data there are", async () => {
    const { quantisation } = presets["mnist-bn2-integer"];
    const experiment = tinyExperiment({
      arithmetic: "integer",
      quantisation: { ...quantisation, weights: { bits: 11 } },
      network: { layers: [{ units: 3, activation: "softmax" }] },
    });
    const features = 1030;
    const large = { ...tinyData(), features, inputs: new Uint8Array(90 * features) };
    await expect(createWorkspace(experiment, large)).rejects.toThrow(
      "network.layers[0]: 1030 products of 11-bit weights and 8-bit inputs may add up to more than " +
        "2^29; expected weights of at most 10 bits or inputs of at most 7",
    );
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
