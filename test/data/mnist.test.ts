import { expect, test } from "vitest";
import { DataError } from "../../src/data/errors.js";
import { parseIdx } from "../../src/data/idx.js";
import { MNIST_FACTS, MNIST_PARTS, type MnistPart, mnistDataset } from "../../src/data/mnist.js";
import { idxBytes, tinyFiles } from "../support/tiny-mnist.js";

const parsed = (files: Record<MnistPart, Uint8Array>) =>
  Object.fromEntries(MNIST_PARTS.map((part) => [part, parseIdx(files[part])])) as Record<
    MnistPart,
    ReturnType<typeof parseIdx>
  >;

test("training images come first, and form the standard split", () => {
  const { inputs, labels, ...rest } = mnistDataset(parsed(tinyFiles));
  expect(rest).toEqual({
    name: "mnist",
    divisor: 255,
    samples: 9,
    features: 6,
    image: { channels: 1, height: 2, width: 3 },
    classes: 10,
    population: false,
    standardTrain: 6,
  });
  expect([...labels]).toEqual([5, 0, 4, 1, 9, 2, 7, 2, 1]);
  expect([...inputs.subarray(0, 36)]).toEqual([...tinyFiles.trainImages.subarray(16)]);
  expect([...inputs.subarray(36)]).toEqual([...tinyFiles.testImages.subarray(16)]);
});

test.each<[string, Partial<Record<MnistPart, Uint8Array>>, string]>([
  [
    "fewer labels than images",
    { trainLabels: idxBytes([5], [0, 1, 2, 3, 4]) },
    "train-labels-idx1-ubyte holds 5 labels, train-images-idx3-ubyte 6 images",
  ],
  [
    "test images of another size",
    { testImages: idxBytes([3, 3, 2], new Uint8Array(18)) },
    "t10k-images-idx3-ubyte holds images of 3 x 2 pixels, train-images-idx3-ubyte of 2 x 3",
  ],
  [
    "labels in the place of images",
    { trainImages: tinyFiles.trainLabels },
    "train-images-idx3-ubyte has the shape 6; expected images x rows x columns",
  ],
  [
    "images in the place of labels",
    { testLabels: tinyFiles.testImages },
    "t10k-labels-idx1-ubyte has the shape 3 x 2 x 3; expected labels",
  ],
  [
    "a label beyond 9",
    { testLabels: idxBytes([3], [7, 10, 1]) },
    "t10k-labels-idx1-ubyte: label 10 at 1; expected 0 to 9",
  ],
])("%s is refused", (_, wrong, message) => {
  const assemble = () => mnistDataset(parsed({ ...tinyFiles, ...wrong }));
  expect(assemble).toThrow(message);
  expect(assemble).toThrow(DataError);
});

test("the facts agree with one another, and H(Y) is 3.3198 bits", () => {
  const { samples, classes, classCounts } = MNIST_FACTS;
  expect(classCounts).toHaveLength(classes);
  expect(classCounts.reduce((sum: number, count) => sum + count, 0)).toBe(samples);
  const entropy = classCounts.reduce(
    (sum: number, count) => sum - (count / samples) * Math.log2(count / samples),
    0,
  );
  expect(entropy.toFixed(4)).toBe("3.3198");
});
