import { describe, expect, it } from "vitest";
import { probe } from "../../src/experiment/probe.js";
import { tinyData, tinyExperiment } from "../support/small-experiments.js";

/** A clock on which every look takes so many seconds in turn; epochs are looked at before and after. */
function clockOf(durations: (epoch: number) => number): () => number {
  let time = 0;
  let looks = 0;
  return () => {
    // Look 0 is the start; then for each epoch: before, after, and how much time is over.
    const epoch = Math.floor((looks - 1) / 3);
    if (looks > 0 && (looks - 1) % 3 === 1) time += durations(epoch);
    looks++;
    return time;
  };
}

describe("probe", () => {
  it("adds measured and other epochs of both stages, each at its own time", async () => {
    const experiment = tinyExperiment({
      epochs: 1000,
      measure: { schedule: "every", epochs: 4 },
      prefit: { epochs: 10, labels: "shuffled" },
    });
    const seconds = await probe(
      experiment,
      tinyData(),
      undefined,
      clockOf((epoch) => (epoch % 4 === 0 ? 0.3 : 0.1)),
    );
    // Measured: 3 of the prefit, 250 of the training.
    expect(seconds).toBeCloseTo(253 * 0.3 + (1010 - 253) * 0.1, 9);
  });

  it("forgets the first epochs, which are slow", async () => {
    const experiment = tinyExperiment({ epochs: 100 });
    const slowStart = clockOf((epoch) => (epoch < 2 ? 5 : 0.05));
    expect(await probe(experiment, tinyData(), undefined, slowStart)).toBeCloseTo(100 * 5, 9);
    const lessSlow = clockOf((epoch) => (epoch < 2 ? 0.2 : 0.05));
    expect(await probe(experiment, tinyData(), undefined, lessSlow)).toBeCloseTo(100 * 0.05, 9);
  });

  it("adds what estimators cost, as often as they are asked", async () => {
    const experiment = tinyExperiment({
      epochs: 1000,
      estimators: [
        { kind: "bins", bins: 4 },
        { kind: "kde", variance: 1, points: 20 },
      ],
    });
    const times = [
      ...[0, 0, 6, 6], // a measured epoch of 6 seconds, after which the counts are known
      // The bins: once for nothing, then three epochs with and without, then one epoch.
      ...[6, 7, 7, 7.5, 7.5, 7.7, 7.7, 7.9, 7.9, 8],
      ...[8, 9, 9, 12, 12, 12, 12, 13, 13, 13], // the KDE likewise
    ];
    const seconds = await probe(experiment, tinyData(), undefined, () => times.shift()!);
    expect(times).toEqual([]);
    expect(seconds).toBeCloseTo(1000 * 6 + (1000 * (0.3 - 0.1)) / 2 + (20 * (3 - 1)) / 2, 9);
  });

  it("ends with an experiment that is shorter than a second", async () => {
    const experiment = tinyExperiment({ epochs: 1 });
    expect(
      await probe(
        experiment,
        tinyData(),
        undefined,
        clockOf(() => 0.01),
      ),
    ).toBeCloseTo(0.01, 9);
  });
});
