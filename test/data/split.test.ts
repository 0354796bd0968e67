import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { classCounts } from "../../src/data/classes.js";
import type { Dataset } from "../../src/data/dataset.js";
import { DataError } from "../../src/data/errors.js";
import { splitDataset } from "../../src/data/split.js";
import { synDataset } from "../../src/data/syn.js";

function labelled(labels: number[], classes = Math.max(...labels) + 1): Dataset {
  return {
    name: "made up",
    inputs: new Uint8Array(labels.length),
    divisor: 1,
    labels: Uint8Array.from(labels),
    samples: labels.length,
    features: 1,
    classes,
    population: false,
  };
}

const someLabels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 300 });
const someShare = fc.double({ min: 0.1, max: 0.9, noNaN: true });
const someSeed = fc.integer({ min: 0, max: 0xffffffff });

test("the parts are disjoint, ascending, cover all samples and have the announced sizes", () => {
  fc.assert(
    fc.property(someLabels, someShare, someSeed, (labels, train, seed) => {
      const split = splitDataset(labelled(labels, 5), { kind: "stratified", train, seed });
      expect(split.train).toHaveLength(Math.round(train * labels.length));
      for (const part of [split.train, split.test]) {
        expect([...part]).toEqual([...part].sort((a, b) => a - b));
      }
      expect([...split.train, ...split.test].sort((a, b) => a - b)).toEqual(
        labels.map((_, i) => i),
      );
    }),
  );
});

test("of each class, training has its share to within one sample", () => {
  fc.assert(
    fc.property(someLabels, someShare, someSeed, (labels, train, seed) => {
      const dataset = labelled(labels, 5);
      const split = splitDataset(dataset, { kind: "stratified", train, seed });
      const all = classCounts(dataset);
      const taken = classCounts({
        labels: dataset.labels.filter((_, i) => split.train.includes(i)),
        classes: 5,
      });
      all.forEach((count, label) => {
        expect(Math.abs(taken[label] - train * count)).toBeLessThan(1);
      });
    }),
  );
});

test("largest remainders go first, then lower classes", () => {
  // 0.5 of 3, 3, 3, 1: exact 1.5, 1.5, 1.5, 0.5; 5 in all, so two of the four are rounded up.
  const dataset = labelled([0, 0, 0, 1, 1, 1, 2, 2, 2, 3]);
  const { train } = splitDataset(dataset, { kind: "stratified", train: 0.5, seed: 1 });
  const taken = classCounts({
    labels: Uint8Array.from(train, (i) => dataset.labels[i]),
    classes: 4,
  });
  expect([...taken]).toEqual([2, 2, 1, 0]);
});

test("the same seed gives the same split, another seed another", () => {
  const syn = synDataset();
  const split = (seed: number) => splitDataset(syn, { kind: "stratified", train: 0.8, seed });
  expect(split(7)).toEqual(split(7));
  expect(split(7).train).not.toEqual(split(8).train);
});

test("within a class every sample is trained on equally often", () => {
  const dataset = labelled(Array.from({ length: 40 }, (_, i) => i % 2));
  const times = new Uint32Array(40);
  for (let seed = 0; seed < 400; seed++) {
    const { train } = splitDataset(dataset, { kind: "stratified", train: 0.5, seed });
    for (const i of train) times[i]++;
  }
  // Binomial(400, 1/2): mean 200, standard deviation 10; the seeds are fixed.
  expect(Math.min(...times)).toBeGreaterThan(160);
  expect(Math.max(...times)).toBeLessThan(240);
});

test("classes are shuffled independently of one another", () => {
  const dataset = labelled(Array.from({ length: 200 }, (_, i) => i % 2));
  const { train } = splitDataset(dataset, { kind: "stratified", train: 0.5, seed: 0 });
  const positions = (label: number) =>
    [...train].filter((i) => i % 2 === label).map((i) => (i - label) / 2);
  expect(positions(0)).not.toEqual(positions(1));
});

test("the 80/20 split of SYN with seed 0 never changes", () => {
  const { train, test: rest } = splitDataset(synDataset(), {
    kind: "stratified",
    train: 0.8,
    seed: 0,
  });
  expect([train.length, rest.length]).toEqual([3277, 819]);
  const text = [...train].join(",");
  // An independent implementation in Python gives the same; a change makes old runs irreproducible.
  expect(createHash("sha256").update(text).digest("hex")).toBe(
    "a9695106f3cb4bbccebc742e761c72a4cbd3a19e8f92e9c74372c0b6516d19aa",
  );
});

test("the standard split is the data set's own", () => {
  const dataset = { ...labelled([0, 1, 0, 1, 1]), standardTrain: 3 };
  const split = splitDataset(dataset, { kind: "standard" });
  expect([...split.train]).toEqual([0, 1, 2]);
  expect([...split.test]).toEqual([3, 4]);
});

test("a data set without a standard split says what to use instead", () => {
  expect(() => splitDataset(synDataset(), { kind: "standard" })).toThrow(
    new DataError('split.kind: syn has no standard split; use "stratified"'),
  );
});

test.each([0.0001, 0.9999])("a share of %f that leaves a part empty is refused", (train) => {
  const split = () => splitDataset(synDataset(), { kind: "stratified", train, seed: 0 });
  expect(split).toThrow(DataError);
  expect(split).toThrow(/of the 4096 samples of syn would be trained on; expected at least one/);
});
