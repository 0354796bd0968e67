import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { MNIST_FILES, MNIST_PARTS, type MnistPart } from "../../src/data/mnist.js";
import type { MnistChecksums } from "../../src/node/mnist.js";

/** The bytes of an IDX file of unsigned bytes. */
export function idxBytes(shape: number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((length, i) => {
    view.setUint32(4 + 4 * i, length);
  });
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

/** Four files like those of MNIST: 6 training and 3 test images of 2 x 3 pixels. */
export const tinyFiles: Record<MnistPart, Uint8Array> = {
  trainImages: idxBytes(
    [6, 2, 3],
    Array.from({ length: 36 }, (_, i) => (i * 37) % 256),
  ),
  trainLabels: idxBytes([6], [5, 0, 4, 1, 9, 2]),
  testImages: idxBytes(
    [3, 2, 3],
    Array.from({ length: 18 }, (_, i) => 255 - i),
  ),
  testLabels: idxBytes([3], [7, 2, 1]),
};

export const tinyChecksums = Object.fromEntries(
  MNIST_PARTS.map((part) => [part, createHash("md5").update(tinyFiles[part]).digest("hex")]),
) as MnistChecksums;

/** Writes the tiny files into a folder, by default as they are downloaded. */
export function writeTinyMnist(
  folder: string,
  name = (part: MnistPart) => `${MNIST_FILES[part].name}.gz`,
): void {
  mkdirSync(folder, { recursive: true });
  for (const part of MNIST_PARTS) {
    const file = name(part);
    const bytes = tinyFiles[part];
    writeFileSync(join(folder, file), file.endsWith(".gz") ? gzipSync(bytes) : bytes);
  }
}
