import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openArrayFile } from "../../src/node/array-file.js";
import { BadInput } from "../../src/node/errors.js";
import { NPZ, NPZ_COMPRESSED } from "../data/npy-fixtures.js";
import { npyBytes, npzBytes, type ZipFaults } from "../support/npy.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function readAll(path: string) {
  const file = await openArrayFile(path);
  const arrays = await Promise.all(file.keys.map(async (key) => (await file.array(key)).read()));
  return file.keys.map((key, i) => [key, [...(arrays[i].values as Iterable<unknown>)]]);
}

const bytesOf = ({ buffer }: Float64Array) => Buffer.from(buffer);

const array = npyBytes({ type: "f4", shape: [2, 3], values: [1, 2, 3, 4, 5, 6] });

test.each([
  ["savez", NPZ],
  ["savez_compressed", NPZ_COMPRESSED],
])("a file by numpy.%s", async (name, base64) => {
  const path = write(`${name}.npz`, Buffer.from(base64, "base64"));
  expect(await readAll(path)).toEqual([
    ["T1", [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]],
    ["labels", [1n, 0n]],
  ]);
});

test.each([
  false,
  true,
])("arrays longer than a piece that is read, deflated: %o", async (deflate) => {
  const values = Float64Array.from({ length: 140_000 }, (_, i) => Math.sqrt(i));
  const long = npyBytes({ type: "f8", shape: [140, 1000], values, fortranOrder: true });
  const path = write(
    `long-${deflate}.npz`,
    npzBytes({ short: array, "a/long": long }, { deflate }),
  );
  const stored = await (await openArrayFile(path)).array("a/long");
  const read: number[] = [];
  const got = await stored.read((bytes) => read.push(bytes));
  expect(Buffer.compare(bytesOf(got.values as Float64Array), bytesOf(values))).toBe(0);
  expect(read.length).toBeGreaterThan(1);
  expect(read[read.length - 1]).toBe(stored.size);
});

test("a .npy file has one array, named after it", async () => {
  expect(await readAll(write("T4.npy", array))).toEqual([["T4", [1, 2, 3, 4, 5, 6]]]);
});

test("only the header is read until the array is asked for", async () => {
  const path = write("faulty.npz", npzBytes({ T1: array }, { faults: { crc32: 7 } }));
  const stored = await (await openArrayFile(path)).array("T1");
  expect(stored.header.shape).toEqual([2, 3]);
  await expect(stored.read()).rejects.toThrow(`${path}: T1: damaged: its checksum`);
});

describe("refuses", () => {
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "truncated: 0 bytes; expected a .npy file"],
    ["something else", Buffer.from("1,2,3,4,5,6\n"), "not a .npy file; numpy.save writes one"],
    [
      "a .npy file cut off",
      array.subarray(0, array.length - 5),
      "truncated: 147 bytes, expected 152 for 2 x 3 entries of type float32",
    ],
    ["a .npy file that goes on", new Uint8Array([...array, 1]), "too long: 153 bytes"],
    ["an archive cut off", npzBytes({ a: array }).subarray(0, 150), "it is truncated"],
    ["an archive of nothing", npzBytes({}), "a zip archive without arrays"],
  ])("%s", async (_, bytes, message) => {
    const path = write("bad", bytes);
    const reading = readAll(path);
    await expect(reading).rejects.toThrow(BadInput);
    await expect(reading).rejects.toThrow(path);
    await expect(reading).rejects.toThrow(message);
  });

  test.each<[string, ZipFaults, string]>([
    ["encrypted", { flags: 1 }, "a.npy in the archive is encrypted"],
    ["compressed otherwise", { method: 12 }, "method 12; expected none or deflate"],
    ["of the extended format", { size: 0xffffffff }, "zip64"],
  ])("an archive %s", async (_, faults, message) => {
    const path = write("bad.npz", npzBytes({ a: array }, { faults }));
    await expect(openArrayFile(path)).rejects.toThrow(BadInput);
    await expect(openArrayFile(path)).rejects.toThrow(message);
  });

  test("deflated data that is broken", async () => {
    const bytes = npzBytes({ a: array }, { deflate: true });
    bytes.fill(0xff, 50, 90);
    await expect(readAll(write("broken.npz", bytes))).rejects.toThrow("broken.npz: a: damaged");
  });

  test("an unknown key, listing the keys", async () => {
    const file = await openArrayFile(write("keys.npz", npzBytes({ T1: array, T2: array })));
    await expect(file.array("T3")).rejects.toThrow('no array "T3"; it holds T1, T2');
  });

  test("what is no file", async () => {
    mkdirSync(join(folder, "sub"));
    await expect(openArrayFile(join(folder, "none.npy"))).rejects.toThrow("there is no file");
    await expect(openArrayFile(join(folder, "sub"))).rejects.toThrow(
      "is a folder; expected a .npy",
    );
  });
});
