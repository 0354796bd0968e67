import { expect, it } from "vitest";
import { synDataset } from "../../src/data/syn.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";
import { runRepetition } from "../support/small-experiments.js";

it.each([
  "syn-tanh-integer",
  "syn-relu-integer",
])("%s learns SYN; information falls from layer to layer", async (name) => {
  const experiment = parseExperiment({
    ...presets[name],
    optimiser: { name: "adam", learningRate: 3e-3 },
    epochs: 150,
    measure: { schedule: "log", points: 8 },
  });
  const { information, layers, network, training } = (
    await runRepetition(experiment, synDataset(), 0)
  ).result();
  expect(training.trainAccuracy.at(-1)).toBeGreaterThan(0.9);
  expect(training.testAccuracy.at(-1)).toBeGreaterThan(0.9);
  for (let row = 1; row < information.entropy.length; row++) {
    if (information.epoch[row] !== information.epoch[row - 1]) continue;
    for (const column of ["entropy", "labelInformation"] as const) {
      expect(information[column][row]).toBeLessThanOrEqual(information[column][row - 1] + 1e-12);
    }
  }
  for (const share of [...layers.clipped, ...layers.saturated]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  expect(network?.layers).toHaveLength(6);
});
