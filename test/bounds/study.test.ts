import { beforeEach, describe, expect, it } from "vitest";
import { meanOverSeeds, studyCells, summariseCells } from "../../src/bounds/study.js";
import { createAlgebra } from "../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

describe("a study", () => {
  const study = {
    sources: (["linear", "random"] as const).map((target) => ({
      ...{ source: "sphere" as const, target, dimension: 5, noise: 0 },
    })),
    samples: [10, 20],
    seeds: [4, 5, 6],
    test: 50,
  };
  const cells = [...studyCells(algebra, study, { ridges: [1e-2] })];
  const groups = summariseCells(cells);

  it("has a cell for every data set, number of samples and seed, in that order", () => {
    expect(cells.map(({ n, seed, task }) => `${task} ${n} ${seed}`)).toEqual([
      ...["linear 10 4", "linear 10 5", "linear 10 6", "linear 20 4", "linear 20 5", "linear 20 6"],
      ...["random 10 4", "random 10 5", "random 10 6", "random 20 4", "random 20 5", "random 20 6"],
    ]);
  });

  it("has spectra of the first seed at the greatest number of samples", () => {
    const own = cells.filter(({ analysis }) => analysis.spectra.length > 0);
    expect(own.map(({ n, seed, task }) => `${task} ${n} ${seed}`)).toEqual([
      "linear 20 4",
      "random 20 4",
    ]);
  });

  it("is averaged over the seeds, differences in pairs", () => {
    expect(groups.map(({ n, seeds, task }) => `${task} ${n} ${seeds}`)).toEqual([
      ...["linear 10 3", "linear 20 3", "random 10 3", "random 20 3"],
    ]);
    const own = cells.slice(0, 3).map(({ analysis }) => analysis.contestants);
    const [h] = groups[0].contestants;
    const losses = own.map((all) => all[0].losses.test.loss);
    const less = own.map((all) => all[4].losses.test.loss - all[0].losses.test.loss);
    expect(h.testLoss.mean).toBeCloseTo((losses[0] + losses[1] + losses[2]) / 3, 14);
    expect(h.adaptiveLess.testLoss.mean).toBeCloseTo((less[0] + less[1] + less[2]) / 3, 14);
    expect(groups[0].contestants[4].adaptiveLess.bound).toEqual({ mean: 0, low: 0, high: 0 });
    for (const { gains, greatestGap } of groups) {
      for (const { gain } of gains) expect(gain.mean).toBeGreaterThanOrEqual(1 - greatestGap);
    }
  });
});

describe("meanOverSeeds", () => {
  it("is the interval of Student's t", () => {
    // Mean 2, standard deviation 1, t(0.975, 2) = 4.302653.
    const { high, low, mean } = meanOverSeeds([1, 2, 3]);
    expect(mean).toBe(2);
    expect(high - 2).toBeCloseTo(4.302652729911275 / Math.sqrt(3), 8);
    expect(2 - low).toBeCloseTo(high - 2, 14);
  });

  it("has no interval for one seed", () => {
    expect(meanOverSeeds([5])).toEqual({ mean: 5, low: 5, high: 5 });
  });
});
