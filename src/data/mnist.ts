import type { Dataset } from "./dataset.js";
import { DataError } from "./errors.js";
import type { IdxArray } from "./idx.js";

export type MnistPart = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** The four files of MNIST: usual name, and md5 of the uncompressed content. */
export const MNIST_FILES: Readonly<Record<MnistPart, { name: string; md5: string }>> = {
  trainImages: { name: "train-images-idx3-ubyte", md5: "6bbc9ace898e44ae57da46a324031adb" },
  trainLabels: { name: "train-labels-idx1-ubyte", md5: "a25bea736e30d166cdddb491f175f624" },
  testImages: { name: "t10k-images-idx3-ubyte", md5: "2646ac647ad5339dbf082846283269ea" },
  testLabels: { name: "t10k-labels-idx1-ubyte", md5: "27ae3e4e09519cfbb04c329615203637" },
};

export const MNIST_PARTS = Object.keys(MNIST_FILES) as MnistPart[];

/** What is true of the files with the checksums above, for those who have not got them yet. */
export const MNIST_FACTS = {
  samples: 70000,
  features: 784,
  classes: 10,
  classCounts: [6903, 7877, 6990, 7141, 6824, 6313, 6876, 7293, 6825, 6958],
} as const;

/**
 * MNIST as one data set: the training images first, then the test images, pixels / 255.
 *
 * Any number of images of any size will do, as long as the four arrays agree with one another.
 *
 * @throws DataError when shapes or counts disagree or a label is not 0 .. 9.
 */
export function mnistDataset(files: Readonly<Record<MnistPart, IdxArray>>): Dataset {
  const train = checkedPart(files, "trainImages", "trainLabels");
  const test = checkedPart(files, "testImages", "testLabels");
  if (train.rows !== test.rows || train.columns !== test.columns) {
    throw new DataError(
      `${MNIST_FILES.testImages.name} holds images of ${test.rows} x ${test.columns} pixels, ` +
        `${MNIST_FILES.trainImages.name} of ${train.rows} x ${train.columns}; expected the same`,
    );
  }
  return {
    name: "mnist",
    inputs: joined(files.trainImages.values, files.testImages.values),
    divisor: 255,
    labels: joined(files.trainLabels.values, files.testLabels.values),
    samples: train.count + test.count,
    features: train.rows * train.columns,
    image: { channels: 1, height: train.rows, width: train.columns },
    classes: MNIST_FACTS.classes,
    population: false,
    standardTrain: train.count,
  };
}

function checkedPart(
  files: Readonly<Record<MnistPart, IdxArray>>,
  imagePart: MnistPart,
  labelPart: MnistPart,
): { count: number; rows: number; columns: number } {
  const [count, rows, columns] = checkedShape(files, imagePart, 3, "images x rows x columns");
  const [labels] = checkedShape(files, labelPart, 1, "labels");
  if (labels !== count) {
    throw new DataError(
      `${MNIST_FILES[labelPart].name} holds ${labels} labels, ` +
        `${MNIST_FILES[imagePart].name} ${count} images; expected the same number`,
    );
  }
  const wrong = files[labelPart].values.findIndex((label) => label >= MNIST_FACTS.classes);
  if (wrong >= 0) {
    throw new DataError(
      `${MNIST_FILES[labelPart].name}: label ${files[labelPart].values[wrong]} at ${wrong}; expected 0 to 9`,
    );
  }
  return { count, rows, columns };
}

function checkedShape(
  files: Readonly<Record<MnistPart, IdxArray>>,
  part: MnistPart,
  dimensions: number,
  meaning: string,
): number[] {
  const { shape } = files[part];
  if (shape.length !== dimensions) {
    throw new DataError(
      `${MNIST_FILES[part].name} has the shape ${shape.join(" x ")}; expected ${meaning}`,
    );
  }
  return shape;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
