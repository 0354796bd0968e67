import { describe, expect, it } from "vitest";
import {
  layerSeries,
  principalSeries,
  summarise,
  trainingCurve,
} from "../../src/figures/averages.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

describe("layerSeries", () => {
  it("averages over repetitions and gives the sample standard deviation", () => {
    const [series] = layerSeries(
      handmadeResults([
        [{ epoch: 0, input: 1 }],
        [{ epoch: 0, input: 2 }],
        [{ epoch: 0, input: 6 }],
      ]),
    );
    expect(series.input.mean[0]).toBe(3);
    expect(series.input.deviation[0]).toBeCloseTo(Math.sqrt(7), 12);
    expect(series.input.count[0]).toBe(3);
  });

  it("averages each epoch over the repetitions that have it", () => {
    const [series] = layerSeries(
      handmadeResults([
        [
          { epoch: 0, input: 1 },
          { epoch: 5, input: 2 },
        ],
        [{ epoch: 0, input: 3 }],
      ]),
    );
    expect(series.input.epochs).toEqual([0, 5]);
    expect([...series.input.mean]).toEqual([2, 2]);
    expect([...series.input.count]).toEqual([2, 1]);
    expect(series.input.deviation[1]).toBe(0);
  });

  it("takes epochs in ascending order whatever the order of the rows", () => {
    const [series] = layerSeries(
      handmadeResults([
        [
          { epoch: 10, input: 2 },
          { epoch: 0, input: 1 },
        ],
      ]),
    );
    expect(series.input.epochs).toEqual([0, 10]);
    expect([...series.input.mean]).toEqual([1, 2]);
  });

  it("keeps the gravest status, its share, and where values are saturated", () => {
    const [series] = layerSeries(
      handmadeResults([
        [
          { epoch: 0, input: 3, status: "saturated" },
          { epoch: 1, input: 2 },
        ],
        [
          { epoch: 0, input: 3 },
          { epoch: 1, input: 2 },
        ],
      ]),
    );
    expect(series.status).toBe("saturated");
    expect(series.statusShare).toBe(0.25);
    expect([...series.saturated]).toEqual([0.5, 0]);
  });

  it("keeps layers in order with the ways of counting the output together", () => {
    const series = layerSeries(syntheticResults({ layers: 3, epochs: 10 }));
    expect(series.map((one) => `${one.layer} ${one.estimator}`)).toEqual([
      "T1 exact codes",
      "T2 exact codes",
      "T3 logit codes",
      "T3 distinct softmax vectors",
      "T3 softmax, rebinned",
    ]);
    expect(series.map((one) => one.output)).toEqual([false, false, true, true, true]);
  });
});

describe("principalSeries", () => {
  it("takes the count of codes, and never an estimate where there is a count", () => {
    const rows = [
      { epoch: 0, input: 1, estimator: "softmax, rebinned", status: "estimate" as const },
      { epoch: 0, input: 2, estimator: "distinct softmax vectors" },
      { epoch: 0, input: 3, estimator: "logit codes" },
    ];
    const [most] = principalSeries(layerSeries(handmadeResults([rows])));
    expect(most.estimator).toBe("logit codes");
    const [fewer] = principalSeries(layerSeries(handmadeResults([rows.slice(0, 2)])));
    expect(fewer.estimator).toBe("distinct softmax vectors");
  });
});

describe("trainingCurve", () => {
  it("leaves out losses that are not finite", () => {
    const results = syntheticResults({ repetitions: 2, epochs: 1 });
    results.repetitions[0].training.trainLoss[0] = Number.NaN;
    results.repetitions[1].training.trainLoss[0] = 0.5;
    const curve = trainingCurve(results, "trainLoss");
    expect(curve.mean[0]).toBe(0.5);
    expect(curve.count[0]).toBe(1);
  });
});

describe("summarise", () => {
  it("has no mean of nothing and no deviation of one value", () => {
    expect(summarise([]).mean).toBeNaN();
    expect(summarise([4])).toEqual({ mean: 4, deviation: 0, count: 1 });
  });
});
