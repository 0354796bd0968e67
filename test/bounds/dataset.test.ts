import { expect, test } from "vitest";
import { binaryTask } from "../../src/bounds/dataset.js";
import { synDataset } from "../../src/data/syn.js";

test("SYN on the sphere: bits become signs over sqrt 12, labels +-1", () => {
  const syn = synDataset();
  const { data, indices, y } = binaryTask(syn, { samples: 100, seed: 3 });
  expect([data.samples, data.features]).toEqual([100, 12]);
  for (let i = 0; i < 100; i++) {
    expect(y[i]).toBe(2 * syn.labels[indices[i]] - 1);
    for (let j = 0; j < 12; j++) {
      const bit = syn.inputs[12 * indices[i] + j];
      expect(data.points[12 * i + j]).toBeCloseTo((2 * bit - 1) / Math.sqrt(12), 14);
    }
  }
  expect(new Set(indices).size).toBe(100);
});

test("pairs of classes, the rest, duplicates, and too few samples", () => {
  const dataset = {
    name: "toy",
    inputs: new Uint8Array([5, 1, 5, 1, 2, 2, 0, 9]),
    divisor: 255,
    labels: new Uint8Array([3, 3, 7, 1]),
    samples: 4,
    features: 2,
    classes: 10,
    population: false,
  };
  expect([...binaryTask(dataset, { positive: 3, negative: 7 }).y].sort()).toEqual([-1, 1]);
  expect(binaryTask(dataset, { positive: 3, negative: "rest" }).y.length).toBe(3);
  expect(binaryTask(dataset, { positive: 3, negative: 7, unique: false }).y.length).toBe(3);
  expect(() => binaryTask(dataset, { positive: 3, negative: 7, samples: 3 })).toThrow(
    "toy has 2 distinct samples of classes 3 and 7; expected 3 in all",
  );
});
