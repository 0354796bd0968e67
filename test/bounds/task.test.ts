import { describe, expect, it } from "vitest";
import { BoundsError } from "../../src/bounds/errors.js";
import { uniformSphere } from "../../src/bounds/targets.js";
import { makeTask, type TaskSource, takeRows, taskName } from "../../src/bounds/task.js";
import { synDataset } from "../../src/data/syn.js";

const product: TaskSource = { source: "sphere", target: "product", dimension: 4, noise: 0 };
const key = (points: Float64Array, i: number, d: number) => points.slice(i * d, i * d + d).join();

describe("makeTask", () => {
  it("labels each part by its own points", () => {
    const task = makeTask(product, { train: 5, validation: 3, test: 4 }, 7);
    for (const part of ["train", "validation", "test"] as const) {
      const { data, y } = task[part];
      expect(y.length).toBe(data.samples);
      y.forEach((label, i) => {
        expect(label).toBeCloseTo(4 * data.points[4 * i] * data.points[4 * i + 1], 12);
      });
    }
  });

  it("has the same samples to test on, and nested ones to train on, whatever their number", () => {
    const few = makeTask(product, { train: 5, validation: 5, test: 6 }, 7);
    const many = makeTask(product, { train: 9, validation: 9, test: 6 }, 7);
    expect(many.test.data.points).toEqual(few.test.data.points);
    expect(many.test.y).toEqual(few.test.y);
    expect(many.train.data.points.subarray(0, 20)).toEqual(few.train.data.points);
  });

  it("shares no sample among its parts", () => {
    const task = makeTask(
      { source: "syn" },
      { train: 50, validation: 50, test: 100 },
      3,
      synDataset(),
    );
    const keys = (["train", "validation", "test"] as const).flatMap((part) => {
      const { points, samples } = task[part].data;
      return Array.from({ length: samples }, (_, i) => key(points, i, 12));
    });
    expect(new Set(keys).size).toBe(200);
  });

  it("refuses more samples than there are, and too few dimensions", () => {
    const sizes = { train: 3000, validation: 3000, test: 1000 };
    expect(() => makeTask({ source: "syn" }, sizes, 0, synDataset())).toThrow(BoundsError);
    const flat: TaskSource = { ...product, dimension: 1 };
    expect(() => makeTask(flat, { train: 2, validation: 1, test: 1 }, 0)).toThrow(
      /target product reads 2 features, the data have 1/,
    );
  });
});

it("takeRows copies", () => {
  const data = uniformSphere(4, 3, 1);
  const rows = takeRows(data, 1, 2);
  expect(rows).toMatchObject({ samples: 2, features: 3 });
  expect(rows.points).toEqual(data.points.slice(3, 9));
  rows.points[0] = 9;
  expect(data.points[3]).not.toBe(9);
});

it("tasks have names", () => {
  expect(taskName(product)).toBe("product");
  expect(taskName({ source: "syn" })).toBe("SYN");
  expect(taskName({ source: "mnist", positive: 3, negative: "rest" })).toBe("MNIST 3 against rest");
});
