import { expect, test } from "vitest";
import { differences } from "../../src/node/differences.js";
import { smallExperiment } from "../support/small-results.js";

test("experiments that give the same bits do not differ", () => {
  const renamed = { ...smallExperiment, name: "other", description: "x", repetitions: 9 };
  expect(differences(smallExperiment, renamed)).toEqual([]);
});

test("each difference is one line with its path and both values", () => {
  const changed = structuredClone(smallExperiment);
  changed.epochs = 31;
  Object.assign(changed.network.layers[0], { units: 5 });
  const weights = { bits: 4, range: { policy: "batch" } };
  Object.assign(changed.network.layers[1], { weights });
  expect(differences(smallExperiment, changed)).toEqual([
    "network.layers.0.units: 4, not 5",
    'network.layers.1.weights: absent, not {"bits":4,"range":{"policy":"batch"}}',
    "epochs: 30, not 31",
  ]);
});
