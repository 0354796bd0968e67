import { describe, expect, it } from "vitest";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

const small = { layers: 3, repetitions: 3, epochs: 20, every: 1 };

describe("summariseRun", () => {
  it("remembers its answer, and takes the wall time", () => {
    const results = syntheticResults(small);
    expect(summariseRun(results)).toBe(summariseRun(results));
    expect(summariseRun(results).seconds).toBeNull();
    expect(summariseRun(results, { seconds: 12.5 }).seconds).toBe(12.5);
  });

  it("counts measurements, repetitions and restarts", () => {
    const { measurements, repetitions } = summariseRun(syntheticResults(small));
    expect(measurements).toBe(20);
    expect(repetitions.map(({ restarts }) => restarts)).toEqual([0, 0, 1]);
  });

  it("has the same epochs and stages for every curve", () => {
    const { epochs, stages, layers, training, statistics, chosen } = summariseRun(
      syntheticResults({ ...small, epochs: 5000, prefit: 700 }),
    );
    expect(stages.indexOf("training")).toBe(epochs.indexOf(700));
    const curves = [
      ...layers.map(({ curves }) => curves.input.mean),
      ...Object.values(training.curves).map(({ mean }) => mean),
      ...statistics.map(({ weightNorm }) => weightNorm.mean),
      ...chosen.flatMap((one) => one.layers.map(({ input }) => input)),
    ];
    for (const curve of curves) expect(curve.length).toBe(epochs.length);
  });

  it("keeps the scatter of the best repetition", () => {
    const results = syntheticResults({ ...small, scatter: [0, 10] });
    const { chosen, scatter } = summariseRun(results);
    const { repetition } = chosen[0];
    expect(scatter).toEqual({ repetition, ...results.repetitions[repetition].scatter });
    expect(summariseRun(syntheticResults(small)).scatter).toBeNull();
  });
});

describe("the training of a summary", () => {
  it("is averaged without losses that are not finite", () => {
    const results = syntheticResults({ ...small, repetitions: 2, epochs: 1 });
    results.repetitions[0].training.trainLoss[0] = Number.NaN;
    results.repetitions[1].training.trainLoss[0] = 0.5;
    const { curves, end } = summariseRun(results).training;
    expect(curves.trainLoss.mean[0]).toBe(0.5);
    expect(curves.trainLoss.count[0]).toBe(1);
    expect(end.trainLoss).toEqual({ mean: 0.5, standardError: null });
  });

  it("ends with the last measurement, in double precision", () => {
    const results = syntheticResults({ ...small, repetitions: 2 });
    results.repetitions[0].training.testAccuracy[19] = 0.9;
    results.repetitions[1].training.testAccuracy[19] = 0.7;
    const { end, lastEpoch } = summariseRun(results).training;
    expect(lastEpoch).toBe(19);
    expect(end.testAccuracy.mean).toBe(0.8);
    expect(end.testAccuracy.standardError).toBeCloseTo(0.1, 14);
  });
});

describe("the statistics of a summary", () => {
  const results = syntheticResults({ ...small, repetitions: 2, epochs: 1 });
  results.repetitions.forEach(({ layers }, repetition) => {
    layers.gradientMean[1] = 3;
    layers.gradientDeviation[1] = [1, 3][repetition];
    layers.weightNorm[1] = [2, 6][repetition];
    layers.weightNorm[2] = Number.NaN;
  });
  const { statistics } = summariseRun(results);

  it("are ratios in each repetition, averaged afterwards", () => {
    const [, { gradientMean, gradientDeviation, signalToNoise, weightNorm }] = statistics;
    expect(gradientMean.mean[0]).toBe((3 / 2 + 3 / 6) / 2);
    expect(gradientDeviation.mean[0]).toBe((1 / 2 + 3 / 6) / 2);
    expect(signalToNoise.mean[0]).toBe((3 + 1) / 2);
    expect(weightNorm.mean[0]).toBe(4);
  });

  it("count nothing of what a layer has not", () => {
    expect(statistics.map(({ layer, weightNorm }) => [layer, weightNorm.count[0]])).toEqual([
      ["T1", 2],
      ["T2", 2],
      ["T3", 0],
    ]);
  });
});
