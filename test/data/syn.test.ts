import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { classCounts } from "../../src/data/classes.js";
import { synDataset } from "../../src/data/syn.js";

const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");

// Both checksums are printed by: node scripts/make-syn-labels.mjs var_u.mat
test("the inputs are those of the original file, in its order", () => {
  expect(md5(synDataset().inputs as Uint8Array)).toBe("2f2c74012ce9440d381198cfd64f796e");
});

test("the labels are those of the original file", () => {
  expect(md5(synDataset().labels)).toBe("a62d55540c93348930e20a6b7c1e1f7f");
});

test("SYN is the whole population of 4096 twelve-bit inputs", () => {
  const { inputs, labels, ...rest } = synDataset();
  expect(rest).toEqual({
    name: "syn",
    divisor: 1,
    samples: 4096,
    features: 12,
    classes: 2,
    population: true,
  });
  const rows = new Set<string>();
  for (let row = 0; row < 4096; row++) rows.add(inputs.subarray(row * 12, row * 12 + 12).join(""));
  expect(rows.size).toBe(4096);
  expect(labels).toHaveLength(4096);
});

test("H(Y) is 0.99916 bits", () => {
  const p = classCounts(synDataset())[1] / 4096;
  expect((-p * Math.log2(p) - (1 - p) * Math.log2(1 - p)).toFixed(5)).toBe("0.99916");
});

test("every call gives arrays of its own", () => {
  const first = synDataset();
  first.labels.fill(9);
  first.inputs.fill(9);
  expect(Math.max(...synDataset().labels, ...synDataset().inputs)).toBe(1);
});
