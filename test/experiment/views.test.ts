import { expect, it } from "vitest";
import { runRepetition, tinyData, tinyExperiment } from "../support/small-experiments.js";

const viewsOf = async (bits: number | "float") => {
  const experiment = tinyExperiment({
    quantisation: { activations: { bits } },
    network: {
      layers: [
        { units: 3, activation: "tanh" },
        { units: 3, activation: "softmax" },
      ],
    },
    epochs: 1,
  });
  const { information } = (await runRepetition(experiment, tinyData(), 0)).result();
  return information.layer.map((layer, row) => `${layer} ${information.estimator[row]}`);
};

it("calls the states of quantised layers codes", async () => {
  expect(await viewsOf(8)).toEqual([
    "T1 exact codes",
    "T2 logit codes",
    "T2 distinct softmax vectors",
    "T2 softmax, rebinned",
  ]);
});

it("calls the states of float layers vectors", async () => {
  expect(await viewsOf("float")).toEqual([
    "T1 distinct float32 vectors",
    "T2 distinct logit vectors",
    "T2 distinct softmax vectors",
    "T2 softmax, rebinned",
  ]);
});
