import { describe, expect, it } from "vitest";
import { gramAlignment } from "../../../src/bounds/alignment.js";
import { makeTask } from "../../../src/bounds/task.js";
import { targetedPoints } from "../../../src/bounds/three-layer/comparison-data.js";
import { networkResult } from "../../../src/bounds/three-layer/network-result.js";
import { parseThreeLayer } from "../../../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../../../src/bounds/three-layer/run.js";
import { TrackedRun } from "../../../src/bounds/three-layer/tracked-run.js";
import { createEngine } from "../../../src/engine/engine.js";
import { createAlgebra } from "../../support/sphere-problem.js";

const task = makeTask(
  { source: "sphere", target: "sign", dimension: 4, noise: 0 },
  { train: 16, validation: 1, test: 20 },
  2,
);
const data = { train: targetedPoints(task.train), test: targetedPoints(task.test) };
const optimal = Float64Array.from({ length: 256 }, (_, i) => {
  return task.train.y[Math.floor(i / 16)] * task.train.y[i % 16];
});
const settings = parseThreeLayer({
  ...{ first: 64, features: 16, second: 64, batchSize: 16, steps: 25, measureEvery: 10 },
  ...{ targetLoss: 0, optimiser: { name: "psgd", doublings: 1 } },
});
const begin = async () => new TrackedRun(await createEngine(), settings, data, 3, optimal);

describe("TrackedRun", () => {
  it("measures what the run measures, whatever the chunks, and the alignment then", async () => {
    const run = await begin();
    while (run.status === "running") run.advance(7);
    const plain = new ThreeLayerRun(await createEngine(), settings, data, 3);
    const alignments: (number | null)[] = [];
    while (plain.status === "running") {
      for (const made of plain.advance(1)) {
        const fresh = made.step === 0;
        alignments.push(fresh ? null : gramAlignment(plain.featureGram(data.train), optimal));
      }
    }
    expect(run.measurements.map(({ alignment, ...rest }) => rest)).toEqual(plain.measurements);
    expect(run.measurements.map(({ alignment }) => alignment)).toEqual([null, ...alignments]);
    expect(run.measurements.map(({ round, step }) => `${round} ${step}`)).toEqual([
      ...["0 0", "0 10", "0 20", "0 25", "1 0", "1 10", "1 20", "1 25"],
    ]);
  });

  it("goes on from a checkpoint to the same", async () => {
    const whole = await begin();
    while (whole.status === "running") whole.advance(100);
    for (const chunks of [1, 4, 5]) {
      const first = await begin();
      for (let i = 0; i < chunks; i++) first.advance(8);
      const checkpoint = JSON.parse(JSON.stringify(first.checkpoint().state));
      const second = await begin();
      second.restore({ state: checkpoint, arrays: first.checkpoint().arrays });
      while (second.status === "running") second.advance(100);
      expect(second.measurements).toEqual(whole.measurements);
      expect(second.outputs()).toEqual(whole.outputs());
    }
  });
});

it("a finished run is held against the kernels", async () => {
  const run = await begin();
  while (run.status === "running") run.advance(100);
  const algebra = await createAlgebra();
  const operatorNorm = {
    ...{ mean: 1, standardError: 0.1, upper: 1.2, method: "student" as const },
    ...{ delta: 0.005, draws: 20 },
  };
  const held = { train: task.train, ridge: 1e-2, gap: 0.01, delta: 0.05, operatorNorm };
  const result = networkResult(algebra, { key: "psgd", name: "PSGD", settings }, 0, run, held);
  expect(result.needed).toBeGreaterThan(0);
  // B1 B2 = 2 in the second round; R_op and the frozen part stand in the term.
  const { bound } = result;
  expect(bound!.terms.complexity).toBeGreaterThan((2 * 2 * 1.2) / 16);
  expect(bound!.terms.empirical).toBe(result.losses.train.loss);
  for (const changed of [{ model: "linearised" as const }, { cancelled: false }]) {
    const other = { key: "x", name: "x", settings: { ...settings, ...changed } };
    expect(networkResult(algebra, other, 0, run, held)).toMatchObject({
      needed: null,
      bound: null,
    });
  }
});
