import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { Measurement } from "../../src/experiment/measurement.js";
import { Repetition } from "../../src/experiment/repetition.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { countStates } from "../support/count-states.js";
import {
  runRepetition,
  throughFile,
  tinyData,
  tinyExperiment,
} from "../support/small-experiments.js";

const experiment = tinyExperiment({ diagnostics: true });

/** Rows of states of every layer after the last epoch, by a measurement of its own. */
async function lastStates() {
  const workspace = await createWorkspace(experiment, tinyData());
  const engine = await createEngine(workspace.memory);
  const repetition = new Repetition(engine, workspace, experiment, 0);
  while (!repetition.done) repetition.runEpoch();
  const layers: number[][][] = [];
  const { network } = repetition as unknown as {
    network: ConstructorParameters<typeof Measurement>[1];
  };
  new Measurement(engine, network, workspace, ["all"]).measure({
    layer(l, rows, { rowOf }) {
      layers[l] = Array.from(rowOf, (row) => Array.from(rows.row(row)));
    },
  });
  const units = network.layers.map((layer) => layer.units);
  return { labels: Array.from(workspace.labels), layers, result: repetition.result(), units };
}

describe("diagnostics", () => {
  it("count every unit by itself", async () => {
    const { labels, layers, result, units } = await lastStates();
    const table = result.units!;
    const first = table.epoch.indexOf(experiment.epochs - 1);
    let row = first;
    units.forEach((count, l) => {
      for (let u = 0; u < count; u++, row++) {
        const codes = layers[l].map((state) => String(state[u]));
        const expected = countStates(codes, labels);
        expect([table.layer[row], table.unit[row]]).toEqual([`T${l + 1}`, u + 1]);
        expect(table.entropy[row]).toBeCloseTo(expected.entropy, 12);
        expect(table.labelInformation[row]).toBeCloseTo(expected.labelInformation, 12);
      }
    });
    expect(row).toBe(table.epoch.length);
  });

  it("compare the partitions of successive layers as matrices of pairs", async () => {
    const { layers, result } = await lastStates();
    const table = result.geometry!;
    const first = table.epoch.indexOf(experiment.epochs - 1);
    const together = layers.map((states) => {
      const keys = states.map(String);
      return keys.flatMap((a) => keys.map((b) => Number(a === b)));
    });
    const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    layers.forEach((_, l) => {
      const found = table.partitionCosine[first + l];
      if (l + 1 === layers.length) {
        expect(found).toBeNaN();
        return;
      }
      const [a, b] = [together[l], together[l + 1]];
      expect(found).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 14);
    });
  });

  it("change no other record, and are none without being asked for", async () => {
    const plain = (await runRepetition(tinyExperiment())).result();
    const { geometry, units, ...rest } = (await runRepetition(experiment)).result();
    expect(rest).toEqual(plain);
    expect([geometry?.epoch.length, units?.epoch.length]).toEqual([6 * 3, 6 * 11]);
  });

  it("go on from a checkpoint to the same bits", async () => {
    const workspace = await createWorkspace(experiment, tinyData());
    const engine = await createEngine(workspace.memory);
    const begun = new Repetition(engine, workspace, experiment, 0);
    for (let epoch = 0; epoch < 3; epoch++) begun.runEpoch();
    const checkpoint = throughFile(begun.checkpoint());
    const resumed = new Repetition(engine, workspace, experiment, 0, checkpoint);
    while (!resumed.done) resumed.runEpoch();
    expect(resumed.result()).toEqual((await runRepetition(experiment)).result());
  });
});
