import { describe, expect, it } from "vitest";
import type { Stage } from "../../src/experiment/records.js";
import { firstOfTraining, keptEpochs, measuredEpochs } from "../../src/summary/epochs.js";
import { handmadeResults } from "../support/handmade-results.js";

const measured = (count: number, before = 0) => {
  const epochs = Array.from({ length: count }, (_, index) => index);
  const stages = epochs.map((epoch): Stage => (epoch < before ? "prefit" : "training"));
  return { epochs, stages, place: new Map(epochs.map((epoch) => [epoch, epoch])) };
};

describe("measuredEpochs", () => {
  it("puts the epochs of all repetitions in order, each with its stage", () => {
    const { epochs, stages, place } = measuredEpochs(
      handmadeResults([
        [
          { epoch: 10, input: 2 },
          { epoch: 0, input: 1 },
        ],
        [{ epoch: 5, input: 1, stage: "prefit" }],
      ]),
    );
    expect(epochs).toEqual([0, 5, 10]);
    expect(stages).toEqual(["training", "prefit", "training"]);
    expect(place.get(10)).toBe(2);
  });
});

describe("keptEpochs", () => {
  it("keeps everything when it is little", () => {
    expect(keptEpochs(measured(4), [])).toEqual([0, 1, 2, 3]);
  });

  it("keeps what is wanted, once, in order", () => {
    const kept = keptEpochs(measured(8000), [4321, 0]);
    expect(kept).toContain(4321);
    expect(kept.length).toBeLessThanOrEqual(301);
    expect(kept.every((index, i) => i === 0 || index > kept[i - 1])).toBe(true);
  });

  it("keeps both ends of the prefit, and the training is dense at its own beginning", () => {
    const kept = keptEpochs(measured(9000, 1000), []);
    for (const index of [0, 999, 1000, 8999]) expect(kept).toContain(index);
    expect(kept.filter((index) => index >= 1000 && index < 1010).length).toBeGreaterThan(7);
    expect(kept.length).toBeLessThanOrEqual(300);
  });
});

describe("firstOfTraining", () => {
  it("is where the prefit ends", () => {
    expect(firstOfTraining(["prefit", "prefit", "training"])).toBe(2);
    expect(firstOfTraining(["training"])).toBe(0);
  });
});
