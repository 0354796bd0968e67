import { expect, test } from "vitest";
import { differences } from "../../src/node/differences.js";
import { smallExperiment } from "../support/small-results.js";

test("experiments that give the same bits do not differ", () => {
  const renamed = { ...smallExperiment, name: "other", description: "x", repetitions: 9 };
  expect(differences(smallExperiment, renamed, ["in A", "in B"])).toEqual([]);
});

test("each difference is one line with its path and both values", () => {
  const changed = structuredClone(smallExperiment);
  changed.epochs = 31;
  Object.assign(changed.network.layers[0], { units: 5 });
  const weights = { bits: 4, range: { policy: "batch" } };
  Object.assign(changed.network.layers[1], { weights });
  expect(differences(smallExperiment, changed, ["in A", "in B"])).toEqual([
    "network.layers.0.units: 4 in A, 5 in B",
    'network.layers.1.weights: absent in A, {"bits":4,"range":{"policy":"batch"}} in B',
    "epochs: 30 in A, 31 in B",
  ]);
});
