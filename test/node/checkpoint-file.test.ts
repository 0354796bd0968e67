import { readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/node/checkpoint-file.js";
import { Failure } from "../../src/node/errors.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const owner = { hash: "abc", version: "1.0.0", repetition: 3 };
const checkpoint = {
  state: { epoch: 12, name: "ä", powers: [0.1, 1e-300] },
  arrays: {
    weights: Float32Array.of(1, -0, Number.NaN),
    losses: Float64Array.of(0.1),
    empty: new Float32Array(0),
    epochs: Int32Array.of(-1, 2 ** 31 - 1),
  },
};

test("a checkpoint comes back as it was", () => {
  const path = join(folder, "000.ckpt");
  writeCheckpoint(path, owner, checkpoint);
  expect(readCheckpoint(path, owner)).toEqual(checkpoint);
  expect(readdirSync(folder)).toEqual(["000.ckpt"]);
});

test("views of a larger buffer are written as what they show", () => {
  const arrays = { part: Float64Array.of(1, 2, 3, 4).subarray(1, 3) };
  const decoded = decodeCheckpoint(encodeCheckpoint(owner, { state: null, arrays }));
  expect(decoded).toMatchObject({ checkpoint: { arrays: { part: Float64Array.of(2, 3) } } });
});

test("there is none where there is no file", () => {
  expect(readCheckpoint(join(folder, "none.ckpt"), owner)).toBeUndefined();
});

test("a file cut short anywhere, or with one byte changed, is refused", () => {
  const bytes = encodeCheckpoint(owner, checkpoint);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      expect(decodeCheckpoint(bytes.slice(0, at))).toBeTypeOf("string");
      const changed = bytes.slice();
      changed[at] ^= change;
      expect(decodeCheckpoint(changed)).toBeTypeOf("string");
    }),
  );
});

test("a damaged file is named, with the way out", () => {
  const path = join(folder, "damaged.ckpt");
  writeCheckpoint(path, owner, checkpoint);
  truncateSync(path, 100);
  const read = () => readCheckpoint(path, owner);
  expect(read).toThrow(Failure);
  expect(read).toThrow(`the checkpoint ${path} is damaged`);
  expect(read).toThrow("Delete it and resume: repetition 3 then starts from its beginning");
  writeFileSync(path, "");
  expect(read).toThrow("only 0 bytes");
});

test.each([
  ["hash", "def"],
  ["version", "2.0.0"],
  ["repetition", 4],
])("a checkpoint of another %s is refused", (key, value) => {
  const path = join(folder, "other.ckpt");
  writeCheckpoint(path, { ...owner, [key]: value }, checkpoint);
  expect(() => readCheckpoint(path, owner)).toThrow(`is of ${key} ${value}, not`);
});
