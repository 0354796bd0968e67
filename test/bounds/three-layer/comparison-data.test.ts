import { expect, it } from "vitest";
import {
  comparisonTask,
  synSplit,
  targetedPoints,
} from "../../../src/bounds/three-layer/comparison-data.js";
import { parseComparison } from "../../../src/bounds/three-layer/document.js";
import { splitDataset } from "../../../src/data/split.js";
import { synDataset } from "../../../src/data/syn.js";

const dataset = synDataset();

it("trains on SYN's samples of the split that quantised networks are trained on", () => {
  const comparison = parseComparison({
    ...{ name: "a", data: { source: "syn" }, samples: 256, validation: 100, test: 300, seed: 5 },
  });
  const { test, train, validation } = comparisonTask(comparison, dataset);
  const split = splitDataset(dataset, synSplit(256, dataset.samples, 5));
  expect(train.data.samples).toBe(256);
  split.train.forEach((index, i) => {
    expect(train.y[i]).toBe(dataset.labels[index] === 1 ? 1 : -1);
    for (let j = 0; j < 12; j++) {
      const bit = train.data.points[12 * i + j] > 0 ? 1 : 0;
      expect(bit).toBe(dataset.inputs[12 * index + j]);
    }
  });
  const keys = [train, validation, test].flatMap(({ data }) =>
    Array.from({ length: data.samples }, (_, i) => data.points.slice(12 * i, 12 * i + 12).join()),
  );
  expect(new Set(keys).size).toBe(656);
});

it("refuses more samples than SYN leaves", () => {
  const comparison = parseComparison({
    ...{ name: "a", data: { source: "syn" }, samples: 3000, validation: 1000, test: 200 },
  });
  expect(() => comparisonTask(comparison, dataset)).toThrow(
    /leaves 1096 samples; expected at least 1200/,
  );
});

it("gives the network what the kernels have, in single precision", () => {
  const comparison = parseComparison({
    ...{ name: "a", data: { source: "sphere", target: "linear" }, samples: 3 },
  });
  const { train } = comparisonTask(comparison);
  const points = targetedPoints(train);
  expect(points).toMatchObject({ samples: 3, dimension: 10 });
  expect(points.inputs).toEqual(Float32Array.from(train.data.points));
  expect(points.targets).toEqual(Float32Array.from(train.y));
});
