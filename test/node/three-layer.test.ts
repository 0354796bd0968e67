import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseComparison } from "../../src/bounds/three-layer/document.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { decodeColumns } from "../../src/node/columns.js";
import { Interrupted } from "../../src/node/errors.js";
import {
  quantisedDocument,
  runComparison,
  type ThreeLayerResults,
} from "../../src/node/three-layer.js";
import { writeThreeLayerReport } from "../../src/node/three-layer-report.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const document = {
  name: "small",
  data: { source: "sphere" as const, target: "product" as const, dimension: 4 },
  ...{ samples: 16, validation: 16, test: 30 },
  network: {
    ...{ first: 32, features: 16, second: 32, batchSize: 16, steps: 100, measureEvery: 20 },
    ...{ targetLoss: 0, optimiser: { name: "psgd" as const, doublings: 1 } },
  },
  controls: ["linearised" as const],
  bounds: { ridges: [1e-2] },
  repetitions: 2,
};
const comparison = parseComparison(document);

const contents = (path: string) =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(path.length), readFileSync(file, "base64")]),
  );

let whole: ThreeLayerResults;
beforeAll(async () => {
  const { results } = await runComparison(comparison, { out: join(folder, "whole") });
  writeThreeLayerReport(results, join(folder, "whole"));
  whole = results;
});

describe("runComparison", () => {
  it("trains every kind of network, each repetition with weights of its own on the same data", () => {
    expect(whole.networks.map(({ repetition, variant }) => `${variant} ${repetition}`)).toEqual([
      ...["psgd 0", "psgd 1", "linearised 0", "linearised 1"],
    ]);
    const [first, second] = whole.networks;
    expect(first.measurements.at(-1)).not.toEqual(second.measurements.at(-1));
    expect(first.measurements[0].trainLoss).toBe(second.measurements[0].trainLoss);
  });

  it("leaves its records, its page and no checkpoint", async () => {
    const files = Object.keys(contents(join(folder, "whole"))).sort();
    expect(files).toEqual(
      expect.arrayContaining([
        ...["/comparison.json", "/kernels.json", "/measurements.parquet", "/report.html"],
        ...["/networks/psgd-000.json", "/networks/linearised-001.json", "/run.json"],
        ...["/figures/convergence.svg", "/figures/alignment.csv", "/figures/norms.tex"],
      ]),
    );
    expect(files.filter((file) => /ckpt|lock/.test(file))).toEqual([]);
    const bytes = readFileSync(join(folder, "whole/measurements.parquet"));
    const columns = await decodeColumns(bytes, [
      ["network", "STRING"],
      ["train_loss", "DOUBLE"],
      ["alignment", "DOUBLE"],
    ]);
    const all = whole.networks.flatMap(({ measurements }) => measurements);
    expect(Array.from(columns.get("train_loss") as Float64Array)).toEqual(
      all.map(({ trainLoss }) => trainLoss),
    );
    expect(columns.get("alignment")![0]).toBeNaN();
  });

  it("stopped again and again, ends with the same bytes", async () => {
    const out = join(folder, "stopped");
    let stops = 0;
    for (let finished = false; !finished; ) {
      const controller = new AbortController();
      let steps = 0;
      try {
        const { results } = await runComparison(comparison, {
          ...{ out, signal: controller.signal, checkpointEvery: 0 },
          onStep: (words) => {
            if (/round/.test(words) && ++steps > 5) controller.abort();
          },
        });
        writeThreeLayerReport(results, out);
        finished = true;
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        expect(error.message).toContain(`kept in ${out}`);
        stops++;
      }
    }
    expect(stops).toBeGreaterThan(3);
    expect(contents(out)).toEqual(contents(join(folder, "whole")));
  });

  it("grows to more repetitions, and refuses another comparison, naming what differs", async () => {
    const more = parseComparison({ ...document, repetitions: 3 });
    const { results } = await runComparison(more, { out: join(folder, "stopped") });
    expect(results.networks.slice(0, 2)).toEqual(whole.networks.slice(0, 2));
    expect(results.networks).toHaveLength(6);
    const other = parseComparison({ ...document, samples: 17 });
    await expect(runComparison(other, { out: join(folder, "whole") })).rejects.toThrow(
      /holds another comparison[\s\S]*samples: 16 in the folder, 17 in yours/,
    );
  });
});

it("the quantised networks are three ReLU layers on as many samples of SYN", () => {
  const syn = parseComparison({ name: "s", data: { source: "syn" }, samples: 256, quantised: {} });
  const experiment = parseExperiment(quantisedDocument(syn, 4096));
  expect(experiment.split).toEqual({ kind: "stratified", train: 0.0625, seed: 0 });
  expect(experiment.network.layers).toMatchObject([
    { units: 16, activation: "relu" },
    { units: 8, activation: "relu" },
    { units: 2, activation: "softmax" },
  ]);
  expect(quantisedDocument(comparison, 0)).toBeUndefined();
});
