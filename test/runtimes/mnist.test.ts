import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepetitionResult } from "../../src/experiment/records.js";
import { findMnist, MNIST_MISSING } from "../support/mnist.js";

const data = findMnist();
if (!data) console.warn(MNIST_MISSING);

/** The built package: workers are threads of their own, started from compiled files. */
const { presets } = await import("../../dist/index.js");
const { runExperiment } = await import("../../dist/node/index.js");

const home = mkdtempSync(join(tmpdir(), "infoplane-mnist-"));

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .filter((name) => /\.(parquet|json)$/.test(name))
      .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );
}

describe.skipIf(!data)("BN2 on the real MNIST files", () => {
  let repetitions: RepetitionResult[];

  beforeAll(async () => {
    const experiment = { ...presets["mnist-bn2-8bit"], epochs: 3, repetitions: 2 };
    const two = await runExperiment(experiment, { data, out: join(home, "two"), workers: 2 });
    await runExperiment(experiment, { data, out: join(home, "one"), workers: 1 });
    repetitions = two.results.repetitions;
  }, 120_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("writes the same bytes with one worker and with two", () => {
    expect(filesOf(join(home, "two/repetitions"))).toEqual(filesOf(join(home, "one/repetitions")));
  });

  it("measures all 70,000 images at epochs 0 and 2, seven ways", () => {
    for (const { information } of repetitions) {
      expect([...new Set(information.epoch)]).toEqual([0, 2]);
      expect(information.layer.slice(0, 7)).toEqual(["T1", "T2", "T3", "T4", "T5", "T5", "T5"]);
      expect(information.ceiling[0]).toBeCloseTo(Math.log2(70_000), 12);
      expect(information.labelCeiling[0]).toBeCloseTo(3.3198, 4);
    }
  });

  it("marks the wide first layer as saturated, the two-unit bottleneck as exact", () => {
    for (const { information } of repetitions) {
      expect(information.status[0]).toBe("saturated");
      expect(information.status[3]).toBe("exact");
      expect(information.status[6]).toBe("estimate");
    }
  });

  it("learns: the loss falls and the accuracy beats the most frequent digit", () => {
    for (const { training } of repetitions) {
      expect(training.trainLoss[1]).toBeLessThan(training.trainLoss[0]);
      expect(training.testAccuracy[1]).toBeGreaterThan(1135 / 10_000);
    }
  });
});
