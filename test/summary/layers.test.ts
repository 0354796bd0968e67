import { describe, expect, it } from "vitest";
import { principal, principalInputs } from "../../src/summary/layers.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

const layersOf = (...repetitions: Parameters<typeof handmadeResults>[0]) =>
  summariseRun(handmadeResults(repetitions)).layers;

describe("the layers of a summary", () => {
  it("are averaged over repetitions, with the sample standard deviation", () => {
    const [{ curves }] = layersOf(
      [{ epoch: 0, input: 1 }],
      [{ epoch: 0, input: 2 }],
      [{ epoch: 0, input: 6 }],
    );
    expect(curves.input.mean[0]).toBe(3);
    expect(curves.input.deviation[0]).toBe(Math.fround(Math.sqrt(7)));
    expect(curves.input.count[0]).toBe(3);
  });

  it("are averaged at each epoch over the repetitions that have it", () => {
    const [{ curves }] = layersOf(
      [
        { epoch: 0, input: 1 },
        { epoch: 5, input: 2 },
      ],
      [{ epoch: 0, input: 3 }],
    );
    expect([...curves.input.mean]).toEqual([2, 2]);
    expect([...curves.input.count]).toEqual([2, 1]);
    expect(curves.input.deviation[1]).toBe(0);
  });

  it("keep the gravest status, its share, and where values are saturated", () => {
    const [one] = layersOf(
      [
        { epoch: 0, input: 3, status: "saturated" },
        { epoch: 1, input: 2 },
      ],
      [
        { epoch: 0, input: 3 },
        { epoch: 1, input: 2 },
      ],
    );
    expect(one.status).toBe("saturated");
    expect(one.statusShare).toBe(0.25);
    expect([...one.curves.saturated]).toEqual([0.5, 0]);
  });

  it("stand in order, with the ways of counting the output together", () => {
    const { layers } = summariseRun(syntheticResults({ layers: 3, epochs: 10 }));
    expect(layers.map((one) => `${one.layer} ${one.estimator}`)).toEqual([
      "T1 exact codes",
      "T2 exact codes",
      "T3 logit codes",
      "T3 distinct softmax vectors",
      "T3 softmax, rebinned",
    ]);
    expect(layers.map((one) => one.output)).toEqual([false, false, true, true, true]);
  });

  it("are kept apart by the inputs they were measured over", () => {
    const layers = layersOf([
      { epoch: 0, input: 3, inputs: "train" },
      { epoch: 0, input: 1, inputs: "test" },
    ]);
    expect(layers.map(({ inputs, curves }) => [inputs, curves.input.mean[0]])).toEqual([
      ["train", 3],
      ["test", 1],
    ]);
  });
});

describe("principal", () => {
  it("takes the count of codes, and never an estimate where there is a count", () => {
    const rows = [
      { epoch: 0, input: 1, estimator: "softmax, rebinned", status: "estimate" as const },
      { epoch: 0, input: 2, estimator: "distinct softmax vectors" },
      { epoch: 0, input: 3, estimator: "logit codes" },
    ];
    expect(principal(layersOf(rows))[0].estimator).toBe("logit codes");
    expect(principal(layersOf(rows.slice(0, 2)))[0].estimator).toBe("distinct softmax vectors");
  });

  it("takes all inputs where they were measured, else the first kind", () => {
    const rows = (["test", "all", "train"] as const).map((inputs) => ({
      epoch: 0,
      input: 1,
      inputs,
    }));
    expect(principal(layersOf(rows)).map(({ inputs }) => inputs)).toEqual(["all"]);
    expect(principal(layersOf(rows), "train").map(({ inputs }) => inputs)).toEqual(["train"]);
    expect(principalInputs(layersOf(rows.slice(2)))).toBe("train");
  });
});
